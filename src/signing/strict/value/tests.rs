use super::*;

fn read(text: &str, strict: bool) -> Result<Value, Odd> {
    let mut cursor = Cursor::new(text.as_bytes(), 0, strict);
    let value = cursor.value()?;
    if cursor.at == text.len() {
        Ok(value)
    } else {
        cursor.odd()
    }
}

#[test]
fn values_written_differently_are_the_same() {
    for (a, b) in [
        ("<</A[1.0]/B(x)>>", "<< /B <78> /#41[ 1 ] >>"),
        ("<</W 1.0>>", "<</W 1>>"),
        ("(\\101\\\nB)", "<4142>"),
        ("[1 0 R(a)]", "[ 1 0 R <61> ]"),
        ("<</A null>>", "<<>>"),
        (".5", "0.50"),
    ] {
        assert_eq!(read(a, true).unwrap(), read(b, true).unwrap(), "{a}");
    }
    for (a, b) in [
        ("[1 0 R]", "[1 0]"),
        // Some programs take the one for hidden and the other for seen.
        ("<</F 2.0>>", "<</F 2>>"),
        ("<</Nums[1.0 2]>>", "<</Nums[1 2]>>"),
    ] {
        assert_ne!(read(a, true), read(b, true), "{a}");
    }
}

#[test]
fn what_programs_read_differently_is_an_error() {
    for text in [
        "<</A 1/A 2>>",
        "<</A 1%\n>>",
        "--5",
        "1.2.3",
        "/A#0",
        "<4g>",
        "(open",
        "nul",
        "truex",
        "99999999999999999999",
    ] {
        assert!(read(text, true).is_err(), "{text}");
    }
    assert!(read(&"[".repeat(1000), true).is_err());
    assert!(read("<</A 1%\n/A 2>>", false).is_ok());
}

#[test]
fn a_stream_is_as_long_as_it_says() {
    let object = |text: &str| {
        Cursor::new(text.as_bytes(), 0, true)
            .object(&mut |_| Some(2))
            .map(|(id, it)| (id.number, it.stream))
    };
    assert_eq!(
        object("7 0 obj\n<</Length 2>>\nstream\nab\nendstream\nendobj"),
        Ok((7, Some(29..31)))
    );
    assert!(object("7 0 obj <</Length 9 0 R>> stream\nab endstream endobj").is_err());
    assert!(object("7 0 obj <</Length 9 0 R>> stream\nab\nendstream endobj").is_ok());
    for length in [1, 3, 99] {
        let text = format!("7 0 obj<</Length {length}>>stream\nab\nendstream endobj");
        assert!(object(&text).is_err(), "{length}");
    }
    // What was there before a signature is read as other programs read it.
    let text = "7 0 obj<</Length 3>>stream\nab\nendstream endobj";
    let loose = Cursor::new(text.as_bytes(), 0, false).object(&mut |_| None);
    assert_eq!(loose.map(|(_, it)| it.stream), Ok(Some(27..30)));
}
