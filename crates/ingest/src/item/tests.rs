use crate::tests::read_bytes;

#[track_caller]
fn check(json: &str, want: &str) {
    let got = read_bytes("a.json", json.as_bytes());
    let got = got
        .strip_prefix("a.json json\n# title: T\n")
        .unwrap_or(&got)
        .to_owned();
    let want: Vec<&str> = want.lines().map(str::trim).collect();
    let got: Vec<&str> = got.lines().map(str::trim).collect();
    assert_eq!(got.join("\n"), want.join("\n"), "{json}");
}

#[test]
fn names_come_in_many_shapes() {
    check(
        r#"{"title":"T","authors":["A",{"name":"B"}],"site":"S"}"#,
        "authors: A | B\nsources: S",
    );
    check(
        r#"{"title":"T","author":"By Ann\nBen; Cy"}"#,
        "authors: Ann | Ben | Cy",
    );
    check(
        r#"{"Headline":"T","Byline":"A","TAGS":"a, b;#c"}"#,
        "authors: A\ntags: a | b | c",
    );
    check(
        r#"{"title":"T","lang":"en_US","location":{"name":"Huế"}}"#,
        "place: Huế\nlanguage: en-US",
    );
}

#[test]
fn dates_come_in_many_shapes() {
    check(
        r#"{"title":"T","date":1562605200}"#,
        "date: 2019-07-08\npublished: 2019-07-08T17:00:00+00:00",
    );
    check(
        r#"{"title":"T","lang":"vi","date":"1562605200"}"#,
        "date: 2019-07-09\npublished: 2019-07-09T00:00:00+07:00\nlanguage: vi",
    );
    check(
        r#"{"title":"T","date":{"$date":"2019-07-08T01:00:00Z"}}"#,
        "date: 2019-07-08\npublished: 2019-07-08T01:00:00Z",
    );
    check(
        r#"{"title":"T","date":"2019-07-08 12:30"}"#,
        "date: 2019-07-08\ndate_text: 2019-07-08 12:30",
    );
    check(
        r#"{"title":"T","date":"soon"}"#,
        "date_text: soon\nnote a.json, item 1: the date \"soon\" cannot be read, so the article is undated; write it as 2019-07-08",
    );
}

#[test]
fn nothing_known_or_unknown_is_lost() {
    check(
        r#"{"title":"T","date":"2019","published_at":"2020","views":3,"author":{"name":"A","age":4}}"#,
        "date: 2019\nauthors: A\npublished_at: 2020\nviews: 3\nfields: {\"author\":{\"age\":4,\"name\":\"A\"}}",
    );
    check(
        r#"{"title":"T","url":"javascript:alert(1)"}"#,
        "fields: {\"url\":\"javascript:alert(1)\"}\nnote a.json, item 1: the field url is a text of another kind, not what is meant by it; it is kept as it stood",
    );
}

#[test]
fn texts_are_html_only_beyond_doubt() {
    check(
        r#"{"title":"T","body":"<p>a <em>b</em></p><p>c</p>"}"#,
        "p: a b\np: c",
    );
    check(
        r#"{"title":"T","body":"a<br>b<br><br>c"}"#,
        "p: a / b\np: c",
    );
    check(
        r#"{"title":"T","body":"Phillips <P> rose\n\n3 < 4 &amp; 5"}"#,
        "p: Phillips <P> rose\np: 3 < 4 & 5",
    );
    check(r#"{"title":"T","body":"a <b>b</b>\n\nc"}"#, "p: a b\np: c");
    check(r#"{"title":"T","body":["a","b"]}"#, "p: a\np: b");
    check(r#"{"title":"T","content":{"rendered":"<p>a</p>"}}"#, "p: a");
}

#[test]
fn a_lead_is_kept_unless_the_text_begins_with_it() {
    check(
        r#"{"title":"T","summary":"Một.","text":"Hai."}"#,
        "lead: Một.\np: Hai.",
    );
    check(
        r#"{"title":"T","summary":"Một.","text":"Một. Hai."}"#,
        "p: Một. Hai.",
    );
}

#[test]
fn an_item_without_title_and_text_is_refused() {
    let got = read_bytes("a.json", br#"[{"id":"7","date":"2019"},5]"#);
    let want = "a.json json
refused a.json, item 1 (7): it has neither title nor text; give it one of the fields title, headline, text, body or content
refused a.json, item 2: an article must be an object, this is a number; leave it out";
    assert_eq!(got, want);
}
