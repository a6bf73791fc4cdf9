use super::*;

#[test]
fn the_built_in_style_keeps_the_margins_of_gost() {
    let page = PageStyle::built_in().page;
    assert_eq!(
        (page.left, page.right, page.top, page.bottom),
        (30.0, 10.0, 20.0, 20.0)
    );
}

#[test]
fn a_school_changes_only_what_it_names() {
    let style =
        PageStyle::changed_by("[page]\nleft = 20\n[style.body]\nsize = 12\nbold = true\n").unwrap();
    assert_eq!(
        (style.page.left, style.page.right, style.style.body.size),
        (20.0, 10.0, 12.0)
    );
    assert!(style.style.body.bold);
    assert_eq!(
        PageStyle::changed_by("[page]\nlef = 20\n")
            .unwrap_err()
            .message,
        "неизвестное поле «lef»"
    );
    assert!(PageStyle::changed_by("[page]\nleft = 200\n").is_err());
    assert!(PageStyle::changed_by("[page]\nleft = \"много\"\n").is_err());
    assert!(PageStyle::changed_by("[mark]\nqr = 5\n").is_err());
}

#[test]
fn numbers_no_printer_takes_are_refused_with_their_place() {
    for text in [
        "[page]\nwidth = nan\n",
        "[page]\nwidth = 1e9\n",
        "[page]\nleft = 1e9\n",
        "[page]\nnumber = -inf\n",
        "[line]\nthickness = inf\n",
        "[field]\nwidth = inf\n",
        "[field]\ngap = -1\n",
        "[table]\npad_x = 1e300\n",
        "[mark]\nemblem = nan\n",
        "[mark]\nqr_edge = nan\n",
        "[style.body]\nsize = nan\n",
        "[style.body]\nsize = 0\n",
        "[style.executor]\nsize = inf\n",
        "[style.heading]\nbefore = inf\n",
        "[style.lead]\nindent = 99999999999999999\n",
    ] {
        assert!(PageStyle::changed_by(text).is_err(), "{text}");
    }
    let fault = PageStyle::changed_by("[page]\nleft = 25\n[field]\nwidth = inf\n").unwrap_err();
    assert_eq!(fault.message, "field.width: нужно число от 10 до 200");
    assert_eq!(fault.at, Some(25..30));
    let built_in = include_str!("../../forms/style.toml");
    assert!(PageStyle::changed_by(built_in).is_ok());
}

/// Who reads the advice has no source text of the program.
#[test]
fn a_slip_in_a_style_is_told_with_its_line_and_what_may_stand_there() {
    for (text, says, at) in [
        (
            "font = \"Arial\"\n",
            "[font], а под ним строки с полями: docx, pdf",
            0..4,
        ),
        ("[style.body]\nsize = 12,5\n", "с точкой: 12.5", 13..24),
        ("[page]\nleft = 300\n", "поля страницы должны быть", 7..11),
        ("[page]\nleft = \"20\"\n", "нужно число без кавычек", 7..11),
        ("size = 12\n", "перенесите строку туда", 0..4),
        (
            "[text]\nsize = 12\n",
            "разделы файла: field, fit, font, line, mark, page, style, table",
            0..6,
        ),
        (
            "[font]\nname = \"Arial\"\n",
            "в разделе [font]: docx, pdf",
            7..11,
        ),
        ("[font]\npdf = 5\n", "нужно название в кавычках", 7..10),
        ("[style.body]\nbold = 1\n", "нужно true или false", 13..17),
        (
            "[style.body]\nalign = \"middle\"\n",
            "можно: left, centre",
            13..18,
        ),
    ] {
        let fault = PageStyle::changed_by(text).unwrap_err();
        let told = format!("{} {}", fault.message, fault.advice);
        assert!(told.contains(says), "{text}: {told}");
        assert_eq!(fault.at, Some(at), "{text}");
    }
}

#[test]
fn a_banner_is_no_wider_than_the_text() {
    let style = PageStyle::built_in();
    let emblem = |width, height| Picture {
        bytes: Vec::new().into(),
        format: crate::document::PictureFormat::Png,
        width,
        height,
        description: String::new(),
    };
    assert_eq!(style.emblem(&emblem(100, 100), false), (17.0, 17.0));
    let (width, height) = style.emblem(&emblem(3400, 100), false);
    assert!(width < style.text_area(false).0 && width > 0.9 * style.text_area(false).0);
    assert!((height * 34.0 - width).abs() < 1e-9);
}

#[test]
fn names_and_dates_of_a_narrow_column_stay_whole() {
    let style = PageStyle::built_in();
    let column = |width| Column::fixed(Text::default(), width, crate::document::Align::Left);
    let breaks = |words: &str, width| style.hyphenates(&Cell::plain(words), &column(width), false);
    assert!(breaks("самостоятельное изучение", 200));
    assert!(!breaks("самостоятельное изучение", 400));
    for whole in [
        "учитель, Вяземская Татьяна Борисовна",
        "2 сентября 2026 г.",
        "Май",
        "сентябрь–октябрь",
        "стихи А.С.Пушкина",
        "Преображенская\u{A0}А.В.",
        "справка (Тихомирова Н.А.)",
        "отзыв «Заозерский С.М.»",
        "карта «Вяземская – Заозерский»",
        "(Вяземская/Заозерский)",
        "совместно с Воронцовой-Преображенской",
        "анализ урока у Тихомировой",
    ] {
        assert!(!breaks(whole, 200), "{whole}");
    }
    for parted in [
        "Самоанализ деятельности. Анкетирование",
        "очный/дистанционный",
        "Очно/Дистанционно",
        "подготовка к ФГОС",
        "карта «Самоанализ деятельности»",
    ] {
        assert!(breaks(parted, 200), "{parted}");
    }
    assert!(breaks(
        "рентгеноэлектрокардиографического Ивана Петровича",
        200
    ));
    assert!(!breaks("", 200));
}

#[test]
fn a_signature_has_room_beside_a_short_name_only() {
    let style = PageStyle::built_in();
    let long = "заместитель директора по учебно-воспитательной работе";
    assert!(style.has_room_to_sign("Наставник: М.П. Иванова", 14.0, false));
    assert!(!style.has_room_to_sign(&format!("{long}, Иванова"), 14.0, false));
    assert!(style.has_room_to_sign(&format!("{long}, {long}"), 14.0, false));
    assert!(style.has_room_to_sign(&format!("{long}, Иванова"), 14.0, true));
}

#[test]
fn a_code_stands_in_the_lower_margin_and_shifts_no_text() {
    let style = PageStyle::built_in();
    assert!((style.with_room_for_code().page.bottom - style.page.bottom).abs() < f64::EPSILON);
    let narrow = PageStyle::changed_by("[page]\nbottom = 10\n")
        .unwrap()
        .with_room_for_code();
    assert!((narrow.page.bottom - 19.5).abs() < f64::EPSILON);
}

#[test]
fn only_a_row_of_most_of_a_page_may_be_taller_than_it() {
    let style = PageStyle::built_in();
    let columns = [Column::fixed(
        Text::default(),
        250,
        crate::document::Align::Left,
    )];
    let may = |words: &str| style.may_exceed_page(&[Cell::plain(words)], &columns, false);
    let lines = |count: usize| "наставник и педагог ".repeat(count);
    assert!(!may(&lines(5)));
    // By the widest letters, but not by these.
    assert!(!may(&lines(20)));
    assert!(may(&lines(60)));
    assert!(may(&"ж".repeat(1000)), "one word");
    assert!(may(&"а\n".repeat(60)), "lines of their own");
}
