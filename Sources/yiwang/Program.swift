/// Where the program begins.
@main
enum Program {
    static func main() async { await Yiwang.start() }
}
