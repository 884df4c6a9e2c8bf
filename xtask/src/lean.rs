//! Takes out of scripts and styles what only their authors read: comments on
//! lines of their own, and indentation. No more: nothing is parsed.

/// Returns a script without them. One whose strings run over lines stays as it is.
pub(crate) fn script(source: &str) -> String {
    if source
        .lines()
        .any(|line| !line.matches('`').count().is_multiple_of(2))
    {
        return source.to_owned();
    }
    let mut is_comment = false;
    let mut lean = String::with_capacity(source.len());
    for line in source.lines().map(str::trim) {
        // One that ends within its line may stand before code.
        let end = line.find("*/").map(|end| end + 2);
        is_comment |= line.starts_with("/*") && end.is_none_or(|end| end == line.len());
        if !is_comment && !line.is_empty() && !line.starts_with("//") {
            lean.push_str(line);
            lean.push('\n');
        }
        is_comment &= !line.ends_with("*/");
    }
    lean
}

/// Returns a style without them.
pub(crate) fn style(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, comment)) = rest.split_once("/*") {
        code.push_str(before);
        rest = comment.split_once("*/").map_or("", |parts| parts.1);
    }
    code.push_str(rest);
    let lines = code.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_runs_is_taken_out() {
        assert_eq!(
            script("// why\n  var a = \"// b\"; // c\n\n  /** d\n   * e\n   */\n  f();\n"),
            "var a = \"// b\"; // c\nf();\n"
        );
        let over_lines = "let a = `\n  b`;\n";
        assert_eq!(script(over_lines), over_lines);
        assert_eq!(
            script("/* a */ f();\n/* b */\ng();\n"),
            "/* a */ f();\ng();\n"
        );
        assert_eq!(
            style("/* why */\n@layer a {\n  b { c: d; }   /* e\n f */\n}\n"),
            "@layer a {\nb { c: d; }\n}"
        );
    }
}
