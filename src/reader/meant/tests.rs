use super::lines::is_good;
use super::*;

/// What is told of a text, by line, and the text as it was meant.
fn understood(text: &str) -> (Vec<(usize, String)>, String) {
    let meant = understand(text, FileId(0));
    let told = meant
        .findings
        .slips
        .iter()
        .map(|slip| {
            let at = slip.problem.place.as_ref().unwrap().span.start;
            let line = text[..at].matches('\n').count() + 1;
            (line, slip.problem.message.clone())
        })
        .collect();
    (told, meant.text)
}

/// One slip in one line: told once, and the line is read as it was meant.
#[test]
fn one_slip_is_told_once_and_mended() {
    for (written, meant) in [
        ("mode = \"очный\",", "mode = \"очный\""),
        ("mode = \"очный\";", "mode = \"очный\""),
        ("mode = \"очный\".", "mode = \"очный\""),
        ("mode: \"очный\"", "mode = \"очный\""),
        ("mode := \"очный\"", "mode = \"очный\""),
        ("mode => \"очный\"", "mode = \"очный\""),
        ("mode == \"очный\"", "mode = \"очный\""),
        ("mode – \"очный\"", "mode = \"очный\""),
        ("mode \"очный\"", "mode = \"очный\""),
        ("- mode = \"очный\"", "mode = \"очный\""),
        ("mоde = \"очный\"", "mode = \"очный\""),
        ("mo\u{200B}de = \"очный\"", "mode = \"очный\""),
        ("mode\u{A0}= \"очный\"", "mode = \"очный\""),
        ("mode =\u{202F}\"очный\"", "mode = \"очный\""),
        ("\u{FEFF}mode = \"очный\"", "mode = \"очный\""),
        ("mode = \"оч\u{B}ный\"", "mode = \"оч ный\""),
        ("mode = «очный»", "mode = \"очный\""),
        ("mode = “очный”", "mode = \"очный\""),
        ("mode = „очный“", "mode = \"очный\""),
        ("mode = \"очный”", "mode = \"очный\""),
        ("mode = ''очный''", "mode = \"очный\""),
        ("mode = 'очный\"", "mode = \"очный\""),
        ("mode = \"очный'", "mode = \"очный\""),
        ("mode = \"\"очный\"\"", "mode = \"очный\""),
        ("mode = \"МБОУ «Дом»", "mode = \"МБОУ «Дом»\""),
        ("mode = «Дом», очный\"", "mode = \"«Дом», очный\""),
        ("mode = очный", "mode = \"очный\""),
        ("mode = очный\"", "mode = \"очный\""),
        ("mode = \"очный", "mode = \"очный\""),
        ("mode = \"очный\" // так", "mode = \"очный\""),
        ("mode = \"очный\" так", "mode = \"очный\""),
        ("mode = \"МБОУ \"Дом\"\"", "mode = \"МБОУ «Дом»\""),
        ("mode = \"5 \"А\" класс\"", "mode = \"5 «А» класс\""),
        ("qr = да", "qr = true"),
        ("qr = True", "qr = true"),
        ("qr = FALSE", "qr = false"),
        ("qr = Нет", "qr = false"),
        ("year = 2026/2027", "year = \"2026/2027\""),
        ("number = 118-ОД", "number = \"118-ОД\""),
        ("date = 2026-9-1", "date = 2026-09-01"),
        ("date = 1.09.2026", "date = 2026-09-01"),
        ("date = 01/09/26", "date = 2026-09-01"),
        ("date = 1 сентября 2026 г.", "date = 2026-09-01"),
        (
            "period = 2026-09-01 – 2027-05-31",
            "period = { from = 2026-09-01, to = 2027-05-31 }",
        ),
        (
            "period = с 01.09.2026 по 31.05.2027",
            "period = { from = 2026-09-01, to = 2027-05-31 }",
        ),
        (
            "period = 2026-09-01..2027-05-31",
            "period = { from = 2026-09-01, to = 2027-05-31 }",
        ),
        (
            "period = { from = 2026-9-1, to = 2027-05-31 }",
            "period = { from = 2026-09-01, to = 2027-05-31 }",
        ),
        (
            "period = { from = 2026-09-01; to = 2027-05-31 }",
            "period = { from = 2026-09-01, to = 2027-05-31 }",
        ),
        (
            "period = { from: 2026-09-01, to: 2027-05-31 }",
            "period = { from = 2026-09-01, to = 2027-05-31 }",
        ),
        ("mentors = [savina]", "mentors = [\"savina\"]"),
        ("mentors = [«savina»]", "mentors = [\"savina\"]"),
        ("mentors = (\"savina\")", "mentors = [\"savina\"]"),
        ("mentors = [\"a\" \"b\"]", "mentors = [\"a\", \"b\"]"),
        ("mentors = [\"a\"; \"b\"]", "mentors = [\"a\", \"b\"]"),
        ("mentors = [\"a\"],", "mentors = [\"a\"]"),
        ("// наставник", ""),
        ("; наставник", ""),
        ("-- наставник", ""),
        ("Просто строка текста", ""),
        ("[note", "[note]"),
        ("[note]:", "[note]"),
        ("[[activity]", "[[activity]]"),
        ("[activity]]", "[[activity]]"),
        ("[staff savina]", "[staff.savina]"),
        ("[staff:savina]", "[staff.savina]"),
        ("[staff.savina\u{A0}]", "[staff.savina]"),
        ("[staff.савина]", "[staff.\"савина\"]"),
        ("(note)", "[note]"),
    ] {
        let (told, text) = understood(&format!("a = 1\n{written}\nb = 2\n"));
        assert_eq!(told.len(), 1, "{written}: {told:?}");
        assert_eq!(told[0].0, 2, "{written}: {told:?}");
        let line = text.lines().nth(1).unwrap_or_default().trim();
        // A space that stands for an invisible sign stays.
        let solid = |s: &str| s.split_whitespace().collect::<String>();
        assert_eq!(solid(line), solid(meant), "{written}");
        assert!(is_good(&text), "{written}: {text}");
    }
}

/// Items of a list over several lines.
#[test]
fn an_item_with_a_slip_is_mended_alone() {
    for written in [
        "\"два\";",
        "• \"два\",",
        "- \"два\",",
        "2. \"два\",",
        "2) \"два\",",
        "«два»,",
        "два,",
        "\"два",
        "\"два\"",
        "\"два\".",
        "два\",",
    ] {
        let text =
            format!("tasks = [\n    \"один\",\n    {written}\n    \"три\",\n]\nmode = \"очный\"\n");
        let (told, text) = understood(&text);
        assert_eq!(told.len(), 1, "{written}: {told:?}");
        assert!(is_good(&text), "{written}: {text}");
        let read: toml::Table = text.parse().unwrap();
        let tasks: Vec<&str> = read["tasks"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| v.as_str().unwrap())
            .collect();
        assert_eq!(tasks, ["один", "два", "три"], "{written}");
    }
}

#[test]
fn a_text_over_two_lines_is_one_slip() {
    let (told, text) = understood("aim = \"Помочь\nмолодому учителю.\"\nmode = \"очный\"\n");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        text.contains("aim = \"Помочь молодому учителю.\""),
        "{text}"
    );
}

/// What a field of a text that is told once says in it.
fn read_once(text: &str, field: &str, line: usize) -> toml::Value {
    let (told, meant) = understood(text);
    assert_eq!(told.len(), 1, "{text}: {told:?}");
    assert_eq!(told[0].0, line, "{text}: {told:?}");
    let read: toml::Table = meant.parse().unwrap_or_else(|e| panic!("{meant}: {e}"));
    assert_eq!(read["mode"].as_str(), Some("очный"), "{meant}");
    let field = read.keys().find(|it| it.starts_with(field));
    read[field.unwrap()].clone()
}

/// A text over several lines of which the opening is a slip.
#[test]
fn a_text_over_several_lines_is_one_slip() {
    let inside = "Первая строка: «раз».\nВторая, с \"кавычками\" строка.";
    for (opening, closing) in [
        ("aim: \"\"\"", "\"\"\""),
        ("aim \"\"\"", "\"\"\""),
        ("aim := \"\"\"", "\"\"\""),
        ("aim = \"", "\"\"\""),
        ("aim = \"\"", "\"\"\""),
        ("aim = \"\"", "\"\""),
        ("aim = «", "\"\"\""),
        ("aim = «", "»"),
        ("aim = “““", "\"\"\""),
        ("aim = “““", "”””"),
        ("aim = ```", "```"),
        ("aim: “", "”"),
        ("aim = '", "'"),
        ("aim =", "\"\"\""),
        ("aim =\n\"\"\"", "\"\"\""),
        ("aim\n\"\"\"", "\"\"\""),
        ("aim = (", ")"),
        ("aim = {", "}"),
        ("aim = r\"\"\"", "\"\"\""),
        ("aim =\n'''", "'''"),
    ] {
        let text = format!("a = 1\n{opening}\n{inside}{closing}\nmode = \"очный\"\n");
        let read = read_once(&text, "aim", 2);
        assert_eq!(read.as_str().unwrap().trim(), inside, "{opening}");
    }
    for behind in [",", ";", ".", "\"\"\""] {
        let text = format!("aim = \"\"\"\n{inside}\"\"\"{behind}\nmode = \"очный\"\n");
        assert_eq!(read_once(&text, "aim", 3).as_str().unwrap().trim(), inside);
    }
    let (told, _) = understood(&format!("\"\"\"\n{inside}\"\"\"\nmode = \"очный\"\n"));
    assert_eq!(told.len(), 1, "{told:?}");
    let text = format!("цель = \"\"\"\n{inside}\"\"\"\nmode = \"очный\"\n");
    assert_eq!(
        read_once(&text, super::UNKNOWN, 1).as_str().unwrap().trim(),
        inside
    );
    for text in [
        "aim = Первая строка\nвторая строка.\nmode = \"очный\"\n",
        "aim =\nПервая строка\nвторая строка.\n\nmode = \"очный\"\n",
        "aim = «Первая строка\nвторая строка.\nmode = \"очный\"\n",
        "aim = «Первая строка\nвторая строка.»\nmode = \"очный\"\n",
        "aim = \"Первая строка\nвторая \"строка\".\"\nmode = \"очный\"\n",
    ] {
        let read = read_once(text, "aim", 1);
        assert!(read.as_str().unwrap().contains("\nвторая "), "{text}");
    }
    // The opening of the next text closes the one that was not closed.
    for next in ["\n", ""] {
        let text = format!(
            "aim = \"\"\"\nПервая строка.\n\nresult = \"\"\"{next}Вторая строка.\"\"\"\nmode = \"очный\"\n"
        );
        let read = read_once(&text, "aim", 1);
        assert_eq!(read.as_str(), Some("Первая строка."));
    }
}

/// A text that is wrong at the end of its line ends there, whatever quotes the remarks below have.
#[test]
fn a_text_does_not_run_over_a_remark() {
    for written in [
        "\"что-то\",",
        "\"что-то\".",
        "\"что-то\";",
        "\"что-то",
        "«что-то»",
        "“что-то”",
        "что-то\"",
    ] {
        for remark in [
            "# Слово \"так\" – одно; \"иначе\" – другое.",
            "# Слово «так» – одно; «иначе» – другое.",
            "# Слово 'так'.",
        ] {
            for gap in ["\n", ""] {
                let text = format!("aim = {written}\n{gap}{remark}\nmode = \"очный\"\n");
                let read = read_once(&text, "aim", 1);
                assert_eq!(read.as_str(), Some("что-то"), "{text}");
            }
        }
    }
}

/// A list over several lines with other brackets, or without.
#[test]
fn a_list_over_several_lines_is_one_slip() {
    let items = "    \"один\",\n    \"два, 2\",\n";
    for (opening, closing) in [
        ("tasks: [", "]"),
        ("tasks [", "]"),
        ("tasks = (", ")"),
        ("tasks = (", "]"),
        ("tasks = {", "]"),
        ("tasks = {", "}"),
        ("tasks: (", ")"),
        ("tasks =", "]"),
        ("tasks =", ""),
        ("tasks = (", ""),
        ("tasks = \"", "]"),
        ("tasks = []", "]"),
        ("tasks = \"\"", "]"),
        ("tasks =\n[", "]"),
        ("tasks\n[", "]"),
        ("tasks = ((", "))"),
    ] {
        let text = format!("a = 1\n{opening}\n{items}{closing}\nmode = \"очный\"\n");
        let read = read_once(&text, "tasks", 2);
        let read: Vec<&str> = read
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|it| it.as_str())
            .collect();
        assert_eq!(read, ["один", "два, 2"], "{opening} {closing}");
    }
    for (text, line) in [
        ("tasks = [\n\"один\",\n\"два\",\nmode = \"очный\"\n", 1),
        ("tasks = [\"один\", \"два\"\nmode = \"очный\"\n", 1),
        ("tasks = [\"один\",\n\"два\"\nmode = \"очный\"\n", 1),
        ("tasks = [\n\"один\",\n\"два\",\n)\nmode = \"очный\"\n", 4),
        ("tasks = [\n\"один\",\n\"два\"}\nmode = \"очный\"\n", 3),
        ("tasks = [\n\"один\",\n\"два\",\n]]\nmode = \"очный\"\n", 4),
        ("tasks = [\"один\",\n\"два\"]]\nmode = \"очный\"\n", 2),
        ("tasks = [\"один\",\n\"два\">\nmode = \"очный\"\n", 2),
        ("tasks = ((\"один\",\n\"два\"))\nmode = \"очный\"\n", 1),
        ("tasks = \"один\",\n\"два\"\nmode = \"очный\"\n", 1),
        ("tasks = \"один\"\n\"два\"\nmode = \"очный\"\n", 1),
        ("tasks = [\nодин,\nдва\n]\nmode = \"очный\"\n", 2),
        ("tasks = [\n«один»,\n«два»\n]\nmode = \"очный\"\n", 2),
        (
            "tasks = [\n1) \"один\",\n2) \"два\",\n]\nmode = \"очный\"\n",
            2,
        ),
        ("tasks = [\n\"один\";\n\"два\";\n]\nmode = \"очный\"\n", 2),
        ("tasks =\n- один\n- два\nmode = \"очный\"\n", 1),
    ] {
        let read = read_once(text, "tasks", line);
        let read: Vec<&str> = read
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|it| it.as_str())
            .collect();
        assert_eq!(read, ["один", "два"], "{text}");
    }
}

#[test]
fn two_fields_and_unclosed_braces_in_one_line_are_one_slip() {
    for line in [
        "aim = \"раз\", mode = \"очный\"",
        "aim = \"раз\" mode = \"очный\"",
        "aim: \"раз\"; mode = \"очный\"",
        "aim = { order = \"pairs\", consent = 2026-08-28\nmode = \"очный\"",
        "aim = { order = \"pairs\", consent = 2026-08-28,\nmode = \"очный\"",
        "aim = { с = 2026-09-01, по = 2027-05-31 }\nmode = \"очный\"",
        "aim = 26-08-28\nmode = \"очный\"",
    ] {
        read_once(&format!("{line}\n"), "aim", 1);
    }
}

#[test]
fn a_single_bracket_among_double_ones_is_one_slip() {
    for text in [
        "[[activity]]\na = 1\n[activity]\na = 2\n[[activity]]\na = 3\n",
        "[activity]\na = 1\n[[activity]]\na = 2\n[[activity]]\na = 3\n",
    ] {
        let (told, meant) = understood(text);
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(meant.matches("[[activity]]").count(), 3);
    }
}

#[test]
fn a_lost_heading_is_one_slip() {
    let (told, _) = understood(
        "[[activity]]\nname = \"а\"\nterm = \"б\"\n\nname = \"в\"\nterm = \"г\"\n[note]\naim = \"д\"\n",
    );
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].0, 5);
}

/// Places of what was read point into the text as it is written.
#[test]
fn places_are_those_of_the_written_text() {
    let text = "a: очный\nb = 2026-9-1\nc = \"x\"\n";
    let meant = understand(text, FileId(0));
    let at = meant.text.find("\"x\"").unwrap();
    let written = meant.mends.written(at..at + 3);
    assert_eq!(&text[written], "\"x\"");
    let at = meant.text.find("2026-09-01").unwrap();
    assert_eq!(&text[meant.mends.written(at..at + 10)], "2026-9-1");
}

#[test]
fn any_text_is_looked_through() {
    for text in [
        "",
        "=",
        "[",
        "]",
        "[[",
        "\"",
        "'",
        "[]",
        "{",
        "= =",
        ":",
        "«",
        "a = «",
        "a = [\n«",
        "a =\n\"\"\"",
        "[a\n[a\n[a]\n[[a]]\n[a]",
        "1",
        "1.1.1",
        "a = 1.1.1.1",
        "й = й",
        "\u{A0}",
        "\u{B}",
        "- ",
        "//",
        "a = \"\\",
        "[\"",
        "['x']",
        "a = { b = { c = }",
        "a.b.c = й\na = й",
    ] {
        let _ = understood(text);
    }
    for sign in [
        "[", "{", "(", "\"", "«", "=", "a = [", "[[a]]\n", "a = 1\n", "1.", "- ",
    ] {
        let _ = understood(&sign.repeat(3000));
        let _ = understood(&format!("a = {}", sign.repeat(3000)));
    }
}
