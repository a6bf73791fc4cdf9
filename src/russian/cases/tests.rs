//! The gold files and, beyond them, names of every class written down by hand.

use super::*;
use crate::russian::PersonName;

const CASE_COLUMNS: usize = 6;

fn same(actual: &str, expected: &str) -> bool {
    let fold = |text: &str| text.to_lowercase().replace('ё', "е");
    expected
        .split('|')
        .any(|variant| fold(variant) == fold(actual))
}

const GOLD: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/data/names-gold.tsv"
));
const HAND: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/data/names-hand.tsv"
));
const POSITIONS: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/data/positions.tsv"
));
const HEADS: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/data/org-heads.tsv"
));

fn rows(table: &str) -> Vec<Vec<&str>> {
    table
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect())
        .collect()
}

/// The rows an answer is wrong in, as «got for wanted», with a mark if the rules were sure.
fn mistakes(declined: &Declined, expected: &[&str]) -> Option<String> {
    let wrong = Case::ALL
        .iter()
        .zip(expected)
        .find(|(case, form)| !same(declined.form(**case), form));
    let mark = if declined.doubt.is_none() {
        " (sure)"
    } else {
        ""
    };
    wrong.map(|(case, form)| format!("{} for {form}{mark}", declined.form(*case)))
}

fn gender(mark: &str) -> Option<Gender> {
    match mark {
        "м" => Some(Gender::Masculine),
        "ж" => Some(Gender::Feminine),
        _ => None,
    }
}

fn part(mark: &str) -> Part {
    match mark {
        "фамилия" => Part::Surname,
        "имя" => Part::First,
        _ => Part::Patronymic,
    }
}

#[test]
fn the_gold_names_are_declined_right() {
    let rows = rows(GOLD);
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            mistakes(
                &decline_part(part(row[0]), row[2], gender(row[1])).unwrap(),
                &row[2..],
            )
        })
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_post_of_the_list_is_declined_right_and_surely() {
    for row in rows(POSITIONS) {
        let declined = decline_post(row[1]).unwrap();
        assert_eq!(mistakes(&declined, &row[1..]), None);
        assert_eq!(declined.doubt, None, "{}", row[1]);
    }
}

#[test]
fn every_head_of_an_organization_is_declined_right_and_surely() {
    for row in rows(HEADS) {
        let declined = decline_organization(row[0]).unwrap();
        assert_eq!(mistakes(&declined, &row[..CASE_COLUMNS]), None);
        assert_eq!(declined.doubt, None, "{}", row[0]);
    }
}

#[test]
fn the_hand_written_names_are_declined_right() {
    let mut wrong = Vec::new();
    for row in rows(HAND) {
        let declined = decline_part(part(row[0]), row[2], gender(row[1])).unwrap();
        let cases = [
            Case::Nominative,
            Case::Genitive,
            Case::Dative,
            Case::Instrumental,
        ];
        for (case, expected) in cases.into_iter().zip(&row[2..]) {
            if !same(declined.form(case), expected) {
                wrong.push(format!(
                    "{} for {expected}, doubt {:?}",
                    declined.form(case),
                    declined.doubt
                ));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

fn name(text: &str) -> PersonName {
    PersonName::parse(text).unwrap()
}

fn spaced(text: &str) -> String {
    text.replace('\u{A0}', " ")
}

#[test]
fn a_whole_name_is_declined_in_full_and_with_initials() {
    let declined = decline_name(&name("Гордеева Татьяна Михайловна"), None).unwrap();
    assert_eq!(
        declined.full(Case::Accusative),
        "Гордееву Татьяну Михайловну"
    );
    assert_eq!(declined.short(Case::Accusative), "Гордееву\u{A0}Т.М.");
    assert_eq!(
        declined.short_reversed(Case::Accusative),
        "Т.М.\u{A0}Гордееву"
    );
    assert_eq!(declined.doubts(), Vec::<&Doubt>::new());
}

#[test]
fn initials_stay_and_the_surname_tells_the_gender() {
    let declined = decline_name(&name("Иванова Н.Е."), None).unwrap();
    assert_eq!(spaced(&declined.full(Case::Dative)), "Ивановой Н.Е.");
    let declined = decline_name(&name("Дереча Н.Е."), None).unwrap();
    assert_eq!(spaced(&declined.full(Case::Instrumental)), "Деречей Н.Е.");
    let declined = decline_name(&name("Шевченко Н.Е."), None).unwrap();
    assert_eq!(spaced(&declined.full(Case::Instrumental)), "Шевченко Н.Е.");
    assert_eq!(
        decline_name(&name("Илюк Л.В."), None),
        Err(Refusal::UnknownGender)
    );
    let declined = decline_name(&name("Илюк Л.В."), Some(Gender::Feminine)).unwrap();
    assert_eq!(spaced(&declined.full(Case::Accusative)), "Илюк Л.В.");
}

#[test]
fn particles_stay_and_several_first_names_change_with_a_doubt() {
    for (text, genitive, is_sure) in [
        (
            "Фон Штерн Карл Иванович",
            "Фон Штерна Карла Ивановича",
            true,
        ),
        (
            "аль Хаким Омар Саидович",
            "аль Хакима Омара Саидовича",
            true,
        ),
        ("Ибн Сина Али Хасанович", "Ибн Сины Али Хасановича", true),
        ("Да Силва Анна Петровна", "Да Силвы Анны Петровны", true),
        (
            "Орлова Зимина Инна Львовна",
            "Орловой Зиминой Инны Львовны",
            true,
        ),
        (
            "Шмидт Анна Мария Петровна",
            "Шмидт Анны Марии Петровны",
            false,
        ),
        (
            "Мухаммад Али Хасан Ахмедович",
            "Мухаммада Али Хасана Ахмедовича",
            false,
        ),
    ] {
        let declined = decline_name(&name(text), None).unwrap();
        assert_eq!(declined.full(Case::Genitive), genitive);
        assert_eq!(declined.doubts().is_empty(), is_sure, "{text}");
    }
    let two = decline_name(&name("Шмидт Анна Мария Петровна"), None).unwrap();
    assert_eq!(spaced(&two.short(Case::Genitive)), "Шмидт А.М.П.");
    assert_eq!(surname("Царёк").unwrap().form(Case::Genitive), "Царька");
    assert_eq!(surname("Маёк").unwrap().form(Case::Genitive), "Майка");
}

#[test]
fn a_surname_before_a_last_part_that_stays_changes_and_a_first_name_not() {
    let genitive = |text: &str| surname(text).unwrap().form(Case::Genitive).to_owned();
    assert_eq!(genitive("Чернышевский-Заде"), "Чернышевского-Заде");
    assert_eq!(genitive("Ахмед-заде"), "Ахмед-заде");
    assert_eq!(genitive("Мамед-оглы"), "Мамед-оглы");
}

#[test]
fn patronymic_of_two_words_stays() {
    let declined = decline_name(&name("Алиев Мамед Гасан оглы"), None).unwrap();
    assert_eq!(declined.full(Case::Dative), "Алиеву Мамеду Гасан оглы");
    assert_eq!(spaced(&declined.short(Case::Dative)), "Алиеву М.Г.");
}

#[test]
fn gender_comes_from_the_patronymic_then_from_the_surname() {
    assert_eq!(gender_of(&name("Ким Саша Ивановна")), Ok(Gender::Feminine));
    assert_eq!(
        gender_of(&name("Асанов Бакыт Асан уулу")),
        Ok(Gender::Masculine)
    );
    assert_eq!(gender_of(&name("Калина Саша Ильич")), Ok(Gender::Masculine));
    assert_eq!(gender_of(&name("Цой Анна Сергеевна")), Ok(Gender::Feminine));
    assert_eq!(gender_of(&name("Вишневская Саша")), Ok(Gender::Feminine));
    assert_eq!(
        gender_of(&name("Шевченко-Иванов Саша")),
        Ok(Gender::Masculine)
    );
    for unknown in [
        "Ким Саша",
        "Калина Саша",
        "Грин Саша",
        "Сова Саша",
        "Цой Саша",
        "Илюк Л.В.",
        "Багрий Саша",
    ] {
        assert_eq!(
            gender_of(&name(unknown)),
            Err(Refusal::UnknownGender),
            "{unknown}"
        );
    }
}

#[test]
fn contradictions_of_gender_are_refused() {
    for text in [
        "Иванова Иван Петрович",
        "Иванов Мария Петровна",
        "Вишневский Анна Ильинична",
    ] {
        assert!(
            matches!(
                decline_name(&name(text), None),
                Err(Refusal::SurnameAgainstPatronymic { .. })
            ),
            "{text}"
        );
    }
    let stated = decline_name(&name("Ким Мария Петровна"), Some(Gender::Masculine));
    assert!(matches!(
        stated,
        Err(Refusal::StatedAgainstPatronymic { .. })
    ));
    let foreigner = decline_name(&name("Иванов Мария Петровна"), Some(Gender::Feminine)).unwrap();
    assert_eq!(foreigner.full(Case::Dative), "Иванов Марии Петровне");
    assert!(matches!(
        foreigner.doubts()[..],
        [Doubt::OtherGender { .. }]
    ));
}

fn surname(text: &str) -> Result<Declined, Refusal> {
    decline_part(Part::Surname, text, Some(Gender::Masculine))
}

#[test]
fn what_is_no_russian_name_is_refused() {
    assert_eq!(surname("Ivanov"), Err(Refusal::Latin { letter: 'I' }));
    assert_eq!(
        surname("Ив\u{61}нов"),
        Err(Refusal::MixedAlphabets {
            letter: 'a',
            word: "Ив\u{61}нов".to_owned()
        })
    );
    assert_eq!(surname("Иванов2"), Err(Refusal::Digit { digit: '2' }));
    assert_eq!(
        surname("Иванов!"),
        Err(Refusal::Character { character: '!' })
    );
    assert_eq!(surname(" "), Err(Refusal::Empty));
    assert_eq!(surname("-"), Err(Refusal::Empty));
    assert_eq!(
        surname("И.И."),
        Err(Refusal::Initials {
            text: "И.И.".to_owned()
        })
    );
}

#[test]
fn capitals_are_kept() {
    assert_eq!(
        surname("ПЕТРОВ-ВОДКИН").unwrap().form(Case::Instrumental),
        "ПЕТРОВЫМ-ВОДКИНЫМ"
    );
    assert_eq!(
        surname("МакДональд").unwrap().form(Case::Genitive),
        "МакДональда"
    );
    assert_eq!(
        surname("КОЗЁЛ").unwrap().doubt.unwrap().text(),
        "беглая гласная: КОЗЛА или КОЗЁЛА"
    );
}

#[test]
fn hidden_stress_and_origin_are_doubtful() {
    for text in [
        "Козёл",
        "Кравец",
        "Волчок",
        "Соловей",
        "Гладыш",
        "Дарвин",
        "Чаплин",
        "Топчий",
        "Ким-Иванов",
        "Соф'я",
        "Гейних",
        "Царёк",
        "Царек",
        "Лелек",
    ] {
        assert!(surname(text).unwrap().doubt.is_some(), "{text}");
    }
    for text in [
        "Смирнов",
        "Ткач",
        "Мицкевич",
        "Гусь",
        "Дереча",
        "Дюма",
        "Черных",
        "Калысбек",
        "Хертек",
        "Цой",
        "Кузнец",
    ] {
        assert_eq!(surname(text).unwrap().doubt, None, "{text}");
    }
}

#[test]
fn letters_made_of_two_characters_are_joined() {
    assert_eq!(surname("Цои\u{306}").unwrap().form(Case::Genitive), "Цоя");
}

#[test]
fn every_post_listed_is_declined_and_the_tails_stay() {
    for (post, genitive) in [
        (
            "учитель химии, руководитель методического объединения",
            "учителя химии, руководителя методического объединения",
        ),
        (
            "Заместитель директора – учитель",
            "Заместителя директора – учителя",
        ),
        (
            "учитель физики и классный руководитель",
            "учителя физики и классного руководителя",
        ),
        (
            "учитель биологии, химии, географии",
            "учителя биологии, химии, географии",
        ),
        (
            "заместитель директора по учебной, воспитательной и научной работе",
            "заместителя директора по учебной, воспитательной и научной работе",
        ),
        ("УЧИТЕЛЬ МАТЕМАТИКИ", "УЧИТЕЛЯ МАТЕМАТИКИ"),
        (
            "временно исполняющий обязанности директора",
            "временно исполняющего обязанности директора",
        ),
        ("и.о. директора", "и.о. директора"),
        ("и.о. заведующий", "и.о. заведующего"),
        ("соц.педагог", "соц.педагога"),
        ("пед.-психолог", "пед.-психолога"),
        ("мед. сестра", "мед. сестры"),
        ("препод. физики", "препод. физики"),
        ("инж. по охране труда", "инж. по охране труда"),
        ("уч. физики", "уч. физики"),
        ("зам. гл. бухгалтера", "зам. гл. бухгалтера"),
        ("зав. уч. частью", "зав. уч. частью"),
        ("ст. мед. сестра", "ст. мед. сестры"),
        ("заведующая – воспитатель", "заведующей – воспитателя"),
        ("учитель рус. языка и лит.", "учителя рус. языка и лит."),
        (
            "учитель истории,кл. руководитель",
            "учителя истории,кл. руководителя",
        ),
        (
            "учитель английского языка/педагог-организатор",
            "учителя английского языка/педагога-организатора",
        ),
        (
            "директор школы/детского сада",
            "директора школы/детского сада",
        ),
        (
            "воспитатель, по совместительству музыкальный руководитель",
            "воспитателя, по совместительству музыкального руководителя",
        ),
        (
            "учитель «Точки роста»,школьный медиатор",
            "учителя «Точки роста»,школьного медиатора",
        ),
        (
            "воспитатель, ночной дежурный",
            "воспитателя, ночного дежурного",
        ),
        (
            "учитель информатики и технологий",
            "учителя информатики и технологий",
        ),
        ("ответственный за музей", "ответственного за музей"),
        (
            "учитель, осуществляющий классное руководство",
            "учителя, осуществляющего классное руководство",
        ),
        (
            "заведующая детским садом «Солнышко»",
            "заведующей детским садом «Солнышко»",
        ),
        ("медицинская сестра", "медицинской сестры"),
        (
            "рабочий по комплексному обслуживанию зданий",
            "рабочего по комплексному обслуживанию зданий",
        ),
        ("молодой педагог", "молодого педагога"),
        ("обучающийся 9 класса", "обучающегося 9 класса"),
        ("IT-специалист", "IT-специалиста"),
        ("глава администрации", "главы администрации"),
        ("третий секретарь", "третьего секретаря"),
        (
            "педагог дополнительного образования (по совместительству)",
            "педагога дополнительного образования (по совместительству)",
        ),
    ] {
        let declined = decline_post(post).unwrap();
        assert_eq!(
            (declined.form(Case::Genitive), declined.doubt.as_ref()),
            (genitive, None)
        );
    }
}

#[test]
fn a_capital_inside_a_title_is_found_where_a_post_begins() {
    for (post, word) in [
        ("учитель физики, Классный руководитель", Some("Классный")),
        ("учитель физики/Методист", Some("Методист")),
        ("учитель физики Завуч", Some("Завуч")),
        ("Учитель физики", None),
        ("руководитель центра «Педагог»", None),
        ("методист Центра образования имени Пушкина", None),
        ("заместитель директора по УВР", None),
    ] {
        assert_eq!(capital_inside(post).as_deref(), word, "{post}");
    }
}

#[test]
fn unknown_posts_are_doubtful() {
    for (post, genitive) in [
        ("ведущий галантерейщик", "ведущего галантерейщика"),
        ("старший медсестра", "старшего медсестры"),
        (
            "машинист (кочегар) котельной",
            "машиниста (кочегар) котельной",
        ),
        (
            "учитель химии, галантерейщик",
            "учителя химии, галантерейщика",
        ),
        (
            "учитель химии, школьный галантерейщик",
            "учителя химии, школьного галантерейщика",
        ),
        ("учитель химии галантерейщик", "учителя химии галантерейщик"),
        (
            "учитель физики классный руководитель",
            "учителя физики классного руководителя",
        ),
        ("мл. рукодельница", "мл. рукодельницы"),
        ("соц педагог", "соц педагога"),
        (
            "директор, он же учитель истории",
            "директора, он же учителя истории",
        ),
        (
            "учитель физики (классный руководитель)",
            "учителя физики (классный руководитель)",
        ),
    ] {
        let declined = decline_post(post).unwrap();
        assert_eq!(declined.form(Case::Genitive), genitive);
        assert!(declined.doubt.is_some(), "{post}");
    }
    assert_eq!(decline_post("teacher"), Err(Refusal::Latin { letter: 't' }));
    assert_eq!(decline_post("12"), Err(Refusal::Digit { digit: '1' }));
}

#[test]
fn the_head_of_an_organization_changes_and_its_name_stays() {
    for (organization, genitive) in [
        (
            "муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 5»",
            "муниципального бюджетного общеобразовательного учреждения «Средняя школа № 5»",
        ),
        (
            "Муниципальное учреждение средняя школа № 5 г. Кызыла",
            "Муниципального учреждения средней школы № 5 г. Кызыла",
        ),
        (
            "МУНИЦИПАЛЬНОЕ УЧРЕЖДЕНИЕ «ШКОЛА № 1»",
            "МУНИЦИПАЛЬНОГО УЧРЕЖДЕНИЯ «ШКОЛА № 1»",
        ),
        ("МБОУ «СОШ № 5»", "МБОУ «СОШ № 5»"),
        ("МБОУ СОШ № 5 г. Кызыла", "МБОУ СОШ № 5 г. Кызыла"),
        ("ТувГУ", "ТувГУ"),
        ("Ивановская СОШ № 2", "Ивановской СОШ № 2"),
        ("Районный ДДТ", "Районного ДДТ"),
        ("Центр образования № 40", "Центра образования № 40"),
        ("гимназия № 3", "гимназии № 3"),
        (
            "начальная школа – детский сад № 3",
            "начальной школы – детского сада № 3",
        ),
        ("Школа-интернат № 2", "Школы-интерната № 2"),
        ("Дворец творчества", "Дворца творчества"),
        (
            "Курсы повышения квалификации",
            "Курсов повышения квалификации",
        ),
        (
            "Управление образования администрации города Кызыла",
            "Управления образования администрации города Кызыла",
        ),
    ] {
        let declined = decline_organization(organization).unwrap();
        assert_eq!(
            (declined.form(Case::Genitive), declined.doubt.as_ref()),
            (genitive, None)
        );
    }
    let school = decline_organization("Средняя школа № 5").unwrap();
    assert_eq!(school.form(Case::Accusative), "Среднюю школу № 5");
    let garden = decline_organization("Детский сад «Вишня в саде»").unwrap();
    assert_eq!(garden.form(Case::Accusative), "Детский сад «Вишня в саде»");
    assert_eq!(located(&garden), "Детском саду «Вишня в саде»");
}

#[test]
fn unknown_organizations_are_doubtful() {
    for (organization, genitive) in [
        ("Роснефть", "Роснефть"),
        ("МАОУ лицей № 3", "МАОУ лицея № 3"),
        ("МАОУ Гимназия № 1", "МАОУ Гимназия № 1"),
        ("вечерняя (сменная) школа", "вечерней (сменная) школы"),
        ("ИП Иванов И.И.", "ИП Иванов И.И."),
        ("«Средняя школа № 5»", "«Средняя школа № 5»"),
        ("МБОУ Ивановская СОШ", "МБОУ Ивановская СОШ"),
        ("Ивановский СОШ", "Ивановского СОШ"),
    ] {
        let declined = decline_organization(organization).unwrap();
        assert_eq!(declined.form(Case::Genitive), genitive);
        assert!(declined.doubt.is_some(), "{organization}");
    }
}

/// Every string of up to three of these pieces, as every part, with every gender.
#[test]
fn no_text_makes_it_panic() {
    let pieces = [
        "",
        " ",
        "-",
        "'",
        ".",
        ",",
        "«",
        "(",
        "ь",
        "й",
        "А",
        "ец",
        "ся",
        "школа",
        "z7",
        "ё\u{301}",
        "Ӏ",
        "İ😀",
    ];
    let parts = [
        Part::Surname,
        Part::First,
        Part::Patronymic,
        Part::Post,
        Part::Organization,
    ];
    let count = pieces.len();
    for number in 0..count.pow(3) {
        let text = [
            number / count / count,
            number / count % count,
            number % count,
        ]
        .map(|at| pieces[at])
        .concat();
        for part in parts {
            for gender in [None, Some(Gender::Masculine), Some(Gender::Feminine)] {
                match decline_part(part, &text, gender) {
                    Ok(declined) => assert!(
                        Case::ALL
                            .iter()
                            .all(|case| !declined.form(*case).is_empty()),
                        "{text}"
                    ),
                    Err(refusal) => assert!(!refusal.text().is_empty()),
                }
            }
        }
        let name = PersonName {
            surname: text.clone(),
            given: text.clone(),
            patronymic: Some(text),
        };
        if let Ok(declined) = decline_name(&name, Some(Gender::Masculine)) {
            assert!(!declined.full(Case::Genitive).is_empty());
        }
    }
}

/// Thousands of hyphens, adjectives and open quotes: deep recursion would overflow the stack.
#[test]
fn a_very_long_text_is_answered() {
    for piece in ["учитель-", "старший ", "«", "а", "школа – "] {
        let text = piece.repeat(2_000);
        for part in [
            Part::Surname,
            Part::First,
            Part::Patronymic,
            Part::Post,
            Part::Organization,
        ] {
            let declined = decline_part(part, &text, Some(Gender::Masculine));
            assert!(
                declined.is_err() || declined.is_ok_and(|it| !it.form(Case::Genitive).is_empty())
            );
        }
    }
}
