"""Asks axe-core with every rule it has for WCAG 2.2 A and AA and for good practice; on the dark screen also 7:1."""

ASK = """async ({ source, dark }) => {
  if (!window.axe) (0, eval)(source);
  const rules = {};
  for (const { ruleId, tags } of axe.getRules()) {
    const enhanced = tags.includes('wcag2aaa') || tags.includes('wcag21aaa') || tags.includes('wcag22aaa');
    rules[ruleId] = { enabled: !tags.includes('deprecated') && (!enhanced || (dark && ruleId === 'color-contrast-enhanced')) };
  }
  const result = await axe.run(document, { rules, resultTypes: ['violations', 'incomplete'] });
  const brief = (node) => node.target.join(' ') + (node.any[0] ? ' (' + node.any[0].message.slice(0, 160) + ')' : '');
  return {
    violations: result.violations.map(v => v.id + ': ' + v.nodes.slice(0, 4).map(brief).join(', ')),
    incomplete: result.incomplete.map(i => i.id),
  };
}"""


def ask(page, source, theme):
    """The violations in words, and the rules that axe could not decide."""
    result = page.evaluate(ASK, {"source": source, "dark": theme == "dark"})
    return result["violations"], result["incomplete"]
