//! What is offered where nothing was found.

use super::*;

#[test]
fn where_nothing_is_found_the_least_is_taken_away() {
    let engine = three();
    let ways = |query: &str, options: &SearchOptions| {
        let found = engine.search(query, options);
        let way = |way: &crate::search::Instead| {
            format!("{:?} [{}] {}", way.dropped, way.query, way.total)
        };
        found.instead.iter().map(way).collect::<Vec<_>>().join("\n")
    };
    let none = SearchOptions::default();
    insta::assert_snapshot!(ways("\"cầu xây\" mới", &none), @"Quotes [cầu xây mới] 1");
    insta::assert_snapshot!(ways("\"cầu xây\" mới -\"chợ xây\"", &none), @r#"Quotes [cầu xây mới -"chợ xây" ] 1"#);
    insta::assert_snapshot!(ways("\"cầu xây\" tác-giả:qqqq", &none), @"Words [cầu xây ] 1");
    insta::assert_snapshot!(ways("ngày:qqqq/2019 \"núi đường\"", &none), @"Words [núi đường ] 1");
    insta::assert_snapshot!(ways("chợ núi ", &none), @r"
    Words [chợ ] 1
    Words [núi ] 1
    ");
    insta::assert_snapshot!(ways("qqqq xây mưa đảng núi rơi zzzz chợ ", &none), @"Words [xây đảng chợ ] 1");
    insta::assert_snapshot!(ways("qqqq chợ zzzz ", &none), @"Words [chợ ] 1");
    let mut chosen = SearchOptions {
        from: Some("2021".to_owned()),
        ..SearchOptions::default()
    };
    insta::assert_snapshot!(ways("cầu ", &chosen), @"Range [cầu ] 1");
    chosen.from = None;
    chosen.exclude.insert(Facet::Source, vec!["A".to_owned()]);
    insta::assert_snapshot!(ways("cầu ", &chosen), @r#"Choice { facet: Source, value: "A", is_excluded: true } [cầu ] 1"#);
    assert_eq!(ways("cầu ", &none), "");
    // No filter is enough alone.
    chosen.from = Some("2021".to_owned());
    insta::assert_snapshot!(ways("cầu ", &chosen), @"Filters [cầu ] 1");
    insta::assert_snapshot!(ways("zzzz cầu ", &chosen), @"Filters [cầu ] 1");
    assert_eq!(ways("zzzz ", &chosen), "");
}

#[test]
fn what_is_left_goes_on_only_if_it_did() {
    let engine = engine(&[
        "2019 | A | Một | an toàn covid-19 nậm",
        "2018 | A | Hai | anh nậm",
        "2017 | A | Ba | 大越史記 19",
    ]);
    let ways = |query: &str| {
        let found = engine.search(query, &SearchOptions::default());
        let way = |way: &crate::search::Instead| format!("{} {}", way.query, way.total);
        found.instead.iter().map(way).collect::<Vec<_>>()
    };
    assert_eq!(ways("zzzzzz an"), ["an 2"]);
    assert_eq!(ways("zzzzzz an "), ["an  1"]);
    assert_eq!(ways("an zzzzzz"), ["an  1"]);
    assert_eq!(ways("\"nậm an\" "), ["nậm an  1"]);
    assert_eq!(ways("\"nậm an"), ["nậm an 2"]);
    assert_eq!(ways("covid-20"), ["covid  1"]);
    assert_eq!(ways("19-covid "), ["19 covid  1"]);
    assert_eq!(ways("covid-19 zzzzzz toàn "), ["covid-19 toàn  1"]);
    assert_eq!(ways("記史"), ["記 史 1"]);
    assert_eq!(ways("越史學"), ["越史  1"]);
}
