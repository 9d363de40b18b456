/// A property of Unicode scalars, as the standard library knows it.
enum ScalarProperty: Sendable, Hashable {
    case category(Set<Unicode.GeneralCategory>)
    case binary(String)
    /// One that the standard library does not know.
    case other(UnicodeSet)

    func holds(for value: UInt32) -> Bool {
        guard let scalar = Unicode.Scalar(value) else {
            // A surrogate, which stands in no text.
            return false
        }
        switch self {
        case .category(let categories): return categories.contains(scalar.properties.generalCategory)
        case .binary(let name): return Self.binaries[name]?(scalar.properties) ?? false
        case .other(let set): return set.contains(value)
        }
    }

    /// Finds the property that ECMA-262 §22.2.1 writes as `name` or `name=value`.
    static func ecma(name: String, value: String?) -> ScalarSet.Part? {
        if let value {
            switch name {
            case "General_Category", "gc": return category(value).map { .property($0) }
            case "Script", "sc": return script("Script", value)
            case "Script_Extensions", "scx": return script("Script_Extensions", value)
            default: return nil
            }
        }
        if let category = category(name) { return .property(category) }
        switch name {
        case "Any": return .range(0, 0x10FFFF)
        case "ASCII": return .range(0, 0x7F)
        case "Assigned": return .set(ScalarSet([.property(.category([.unassigned]))], negated: true))
        default:
            if let set = others[name].flatMap({ UnicodeSet.having($0) }) { return .property(.other(set)) }
            return binaries[name] == nil ? nil : .property(.binary(name))
        }
    }

    /// A script by its name or its four letters, written as in the Unicode Character Database: ECMA-262 takes no other spelling.
    private static func script(_ property: String, _ value: String) -> ScalarSet.Part? {
        let parts = value.split(separator: "_", omittingEmptySubsequences: false)
        let isSpelt = parts.allSatisfy { part in
            part.count > 1 && part.first?.isUppercase == true && part.dropFirst().allSatisfy(\.isLowercase)
        }
        guard isSpelt || value == "SignWriting" else { return nil }
        return UnicodeSet.having(property, value).map { .property(.other($0)) }
    }

    /// Binary properties of ECMA-262 that the standard library does not tell, by long and short names.
    private static let others = [
        "Emoji_Component": "Emoji_Component", "EComp": "Emoji_Component",
        "Extended_Pictographic": "Extended_Pictographic", "ExtPict": "Extended_Pictographic",
        "Regional_Indicator": "Regional_Indicator", "RI": "Regional_Indicator",
    ]

    /// Finds a general category by its short or long name.
    static func category(_ name: String) -> ScalarProperty? {
        categories[longNames[name] ?? name].map { .category($0) }
    }

    private static let single: [(String, String, Unicode.GeneralCategory)] = [
        ("Lu", "Uppercase_Letter", .uppercaseLetter), ("Ll", "Lowercase_Letter", .lowercaseLetter),
        ("Lt", "Titlecase_Letter", .titlecaseLetter), ("Lm", "Modifier_Letter", .modifierLetter),
        ("Lo", "Other_Letter", .otherLetter), ("Mn", "Nonspacing_Mark", .nonspacingMark),
        ("Mc", "Spacing_Mark", .spacingMark), ("Me", "Enclosing_Mark", .enclosingMark),
        ("Nd", "Decimal_Number", .decimalNumber), ("Nl", "Letter_Number", .letterNumber),
        ("No", "Other_Number", .otherNumber), ("Pc", "Connector_Punctuation", .connectorPunctuation),
        ("Pd", "Dash_Punctuation", .dashPunctuation), ("Ps", "Open_Punctuation", .openPunctuation),
        ("Pe", "Close_Punctuation", .closePunctuation), ("Pi", "Initial_Punctuation", .initialPunctuation),
        ("Pf", "Final_Punctuation", .finalPunctuation), ("Po", "Other_Punctuation", .otherPunctuation),
        ("Sm", "Math_Symbol", .mathSymbol), ("Sc", "Currency_Symbol", .currencySymbol),
        ("Sk", "Modifier_Symbol", .modifierSymbol), ("So", "Other_Symbol", .otherSymbol),
        ("Zs", "Space_Separator", .spaceSeparator), ("Zl", "Line_Separator", .lineSeparator),
        ("Zp", "Paragraph_Separator", .paragraphSeparator), ("Cc", "Control", .control), ("Cf", "Format", .format),
        ("Cs", "Surrogate", .surrogate), ("Co", "Private_Use", .privateUse), ("Cn", "Unassigned", .unassigned),
    ]

    static let categories: [String: Set<Unicode.GeneralCategory>] = {
        var table: [String: Set<Unicode.GeneralCategory>] = [:]
        for (short, _, category) in single {
            table[short] = [category]
            table[String(short.prefix(1)), default: []].insert(category)
        }
        table["LC"] = [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter]
        return table
    }()

    private static let longNames: [String: String] = {
        var table = [
            "Letter": "L", "Mark": "M", "Combining_Mark": "M", "Number": "N", "Punctuation": "P", "punct": "P",
            "Symbol": "S", "Separator": "Z", "Other": "C", "Cased_Letter": "LC", "digit": "Nd", "cntrl": "Cc",
        ]
        for (short, long, _) in single { table[long] = short }
        return table
    }()

    private typealias Test = @Sendable (Unicode.Scalar.Properties) -> Bool

    private static let binaries: [String: Test] = {
        let long: [(String, String, Test)] = [
            ("ASCII_Hex_Digit", "AHex", { $0.isASCIIHexDigit }), ("Alphabetic", "Alpha", { $0.isAlphabetic }),
            ("Bidi_Control", "Bidi_C", { $0.isBidiControl }), ("Bidi_Mirrored", "Bidi_M", { $0.isBidiMirrored }),
            ("Case_Ignorable", "CI", { $0.isCaseIgnorable }), ("Cased", "Cased", { $0.isCased }),
            ("Changes_When_Lowercased", "CWL", { $0.changesWhenLowercased }),
            ("Changes_When_Titlecased", "CWT", { $0.changesWhenTitlecased }),
            ("Changes_When_Uppercased", "CWU", { $0.changesWhenUppercased }),
            ("Changes_When_NFKC_Casefolded", "CWKCF", { $0.changesWhenNFKCCaseFolded }),
            ("Changes_When_Casefolded", "CWCF", { $0.changesWhenCaseFolded }),
            ("Changes_When_Casemapped", "CWCM", { $0.changesWhenCaseMapped }), ("Dash", "Dash", { $0.isDash }),
            ("Default_Ignorable_Code_Point", "DI", { $0.isDefaultIgnorableCodePoint }),
            ("Deprecated", "Dep", { $0.isDeprecated }), ("Diacritic", "Dia", { $0.isDiacritic }),
            ("Emoji", "Emoji", { $0.isEmoji }), ("Emoji_Modifier", "EMod", { $0.isEmojiModifier }),
            ("Emoji_Modifier_Base", "EBase", { $0.isEmojiModifierBase }),
            ("Emoji_Presentation", "EPres", { $0.isEmojiPresentation }), ("Extender", "Ext", { $0.isExtender }),
            ("Grapheme_Base", "Gr_Base", { $0.isGraphemeBase }),
            ("Grapheme_Extend", "Gr_Ext", { $0.isGraphemeExtend }), ("Hex_Digit", "Hex", { $0.isHexDigit }),
            ("IDS_Binary_Operator", "IDSB", { $0.isIDSBinaryOperator }),
            ("IDS_Trinary_Operator", "IDST", { $0.isIDSTrinaryOperator }),
            ("ID_Continue", "IDC", { $0.isIDContinue }), ("ID_Start", "IDS", { $0.isIDStart }),
            ("Ideographic", "Ideo", { $0.isIdeographic }), ("Join_Control", "Join_C", { $0.isJoinControl }),
            ("Logical_Order_Exception", "LOE", { $0.isLogicalOrderException }),
            ("Lowercase", "Lower", { $0.isLowercase }), ("Math", "Math", { $0.isMath }),
            ("Noncharacter_Code_Point", "NChar", { $0.isNoncharacterCodePoint }),
            ("Pattern_Syntax", "Pat_Syn", { $0.isPatternSyntax }),
            ("Pattern_White_Space", "Pat_WS", { $0.isPatternWhitespace }),
            ("Quotation_Mark", "QMark", { $0.isQuotationMark }), ("Radical", "Radical", { $0.isRadical }),
            ("Sentence_Terminal", "STerm", { $0.isSentenceTerminal }), ("Soft_Dotted", "SD", { $0.isSoftDotted }),
            ("Terminal_Punctuation", "Term", { $0.isTerminalPunctuation }),
            ("Unified_Ideograph", "UIdeo", { $0.isUnifiedIdeograph }), ("Uppercase", "Upper", { $0.isUppercase }),
            ("Variation_Selector", "VS", { $0.isVariationSelector }), ("White_Space", "space", { $0.isWhitespace }),
            ("XID_Continue", "XIDC", { $0.isXIDContinue }), ("XID_Start", "XIDS", { $0.isXIDStart }),
        ]
        var table: [String: Test] = [:]
        for (name, short, test) in long {
            table[name] = test
            table[short] = test
        }
        return table
    }()
}
