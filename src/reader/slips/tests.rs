use super::*;
use crate::problem::Code;

#[test]
fn a_number_of_ones_own_is_known_from_a_date_and_a_class() {
    for (text, number) in [
        ("1. Провести", "1. "),
        ("2) Провести", "2) "),
        ("2.1. Провести", "2.1. "),
        ("2.1 Провести", "2.1 "),
        ("1.2) провести", "1.2) "),
        ("1.Провести", "1."),
        ("1 . Провести", "1 . "),
        ("12. «Школа»", "12. "),
        ("а) провести", "а) "),
        ("IV. Провести", "IV. "),
        ("– провести", "– "),
        ("• провести", "• "),
        ("п. 2 Провести", "п. 2 "),
        ("п.2. провести", "п.2. "),
        ("Пункт 3. Провести", "Пункт 3. "),
        ("§ 1 Провести", "§ 1 "),
        ("§ 1. провести", "§ 1. "),
        ("№ 8 восьмая", "№ 8 "),
        ("№8. Провести", "№8. "),
        ("Задача 7. седьмая", "Задача 7. "),
        ("Мероприятие № 3: провести", "Мероприятие № 3: "),
    ] {
        assert_eq!(own_number(text).map(|at| &text[at]), Some(number), "{text}");
    }
    for text in [
        "10 сентября провести уроки",
        "5 «А» классу подготовить выставку",
        "01.09.2026 провести урок",
        "1.5 ставки учителя",
        "10.00 – начало занятий",
        "1-й этап",
        "2026. Год семьи",
        "А. С. Пушкин",
        "В школе",
        "I полугодие",
        "Провести урок",
        "1.",
        "",
        "-",
        "–5 градусов",
        "п. 2 приказа считать утратившим силу",
        "п. 2.1 Положения изложить иначе",
        "№ 118-ОД отменить",
        "№ 57 «Школа»",
        "§ 12 учебника повторить",
        "Пункт проката открыть",
        "Задача года",
        "Задача 7 класса",
        "Результат 5 баллов",
    ] {
        assert_eq!(own_number(text), None, "{text}");
    }
}

/// Codes, texts they are at, and what they are changed to.
fn found(text: &str) -> Vec<(Code, String, Option<String>)> {
    slips(text)
        .into_iter()
        .map(|s| (s.code, text[s.span].to_owned(), s.fix))
        .collect()
}

fn fixed(text: &str) -> String {
    let mut out = text.to_owned();
    for slip in slips(text).into_iter().rev() {
        if let Some(fix) = slip.fix {
            out.replace_range(slip.span, &fix);
        }
    }
    out
}

#[test]
fn good_texts_have_no_slips() {
    for text in [
        "Школа «Радость» № 5, 2026 г. – год семьи; 2026–2027 гг.",
        "МБОУ «Центр «Росток»",
        "IT-класс, Word-документ, XXI век, 5-й «А», PROнаставничество",
        "с 01.09.2026 по 01.09.2026",
        "1. Первое.\n2. Второе.\nбез номера\n3. Третье.",
        "распоряжение Минпросвещения от 25.12.2019 № Р-145; постановление № 5",
        "Федеральный закон от 29.12.2012 № 273-ФЗ, ст. 351.8",
        "слово\\nдругое \\\"в кавычках\\\"",
        "Нет, N-мерный, Лена 5",
        "приказы №№ 1, 2; письма №№ 5–7 и №№ 1-3, №№ 4 и 5",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn safe_slips_are_mended() {
    for (bad, good) in [
        ("к 2026г. и 2027 г.", "к 2026 г. и 2027 г."),
        ("2026-2027гг.", "2026-2027 гг."),
        ("два  пробела", "два пробела"),
        ("наставник - педагог", "наставник – педагог"),
        ("из - за болезни", "из-за болезни"),
        ("Ростов - на - Дону", "Ростов-на-Дону"),
        ("нacтавник", "наставник"),
        ("приказ N 118, N° 5 и JVs7", "приказ № 118, № 5 и № 7"),
        ("закон 273-Ф3", "закон 273-ФЗ"),
        ("приказ # 591", "приказ № 591"),
    ] {
        assert_eq!(fixed(bad), good);
    }
}

#[test]
fn doubtful_slips_are_only_told() {
    let one = |text: &str| {
        found(text)
            .into_iter()
            .map(|(code, at, fix)| (code, at, fix.is_some()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        one("Школа «Радость"),
        [(Code::UnevenQuotes, "«".to_owned(), false)]
    );
    assert_eq!(
        one("Школа Радость»"),
        [(Code::UnevenQuotes, "»".to_owned(), false)]
    );
    assert_eq!(
        one("Школа \"Радость"),
        [(Code::UnevenQuotes, "\"".to_owned(), false)]
    );
    assert_eq!(
        one("«Радость» и \"Росток\""),
        [(Code::MixedQuotes, "\"".to_owned(), false)]
    );
    assert_eq!(
        one("дюйм 5\" и 7\""),
        [(Code::UnclearQuotes, "\"".to_owned(), false)]
    );
    assert_eq!(
        one("Wоrd"),
        [(Code::MixedAlphabets, "Wоrd".to_owned(), false)]
    );
    assert_eq!(
        one("до 01.09.2026 01.09.2026"),
        [(Code::RepeatedDate, "01.09.2026".to_owned(), false)]
    );
    assert_eq!(
        one("Постановление Минпросвещения № Р-145"),
        [(Code::DecreeMisnamed, "Постановление".to_owned(), false)]
    );
    assert_eq!(
        one("1. Раз\n3. Три"),
        [(Code::NumberingGap, "3".to_owned(), false)]
    );
}

#[test]
fn any_text_is_looked_through() {
    for text in [
        "",
        "\\",
        "\\u",
        "\\u00",
        "a\\",
        "г",
        "№",
        "1",
        "\n1",
        "«",
        "Р-145",
        "приказ Р-145",
        "\\é",
        "И\u{306}г",
    ] {
        let _ = slips(text);
    }
}
