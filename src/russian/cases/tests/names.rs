//! Names of every class, written down by hand.

use super::*;

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
    let declined = decline_name(&name("Мамедов Эльчин Вагиф оглу"), None).unwrap();
    assert_eq!(
        declined.full(Case::Instrumental),
        "Мамедовым Эльчином Вагиф оглу"
    );
    let declined = decline_name(&name("Алиев Мамед Гасан оглы"), None).unwrap();
    assert_eq!(declined.full(Case::Dative), "Алиеву Мамеду Гасан оглы");
    assert_eq!(spaced(&declined.short(Case::Dative)), "Алиеву М.Г.");
}

#[test]
fn what_is_no_whole_part_of_a_name_is_doubted() {
    for text in [
        "Иванов-мл. Иван Иванович",
        "Петров-ст Петр Петрович",
        "Немирович-Д. Иван Ильич",
    ] {
        assert!(
            !decline_name(&name(text), None).is_ok_and(|it| it.doubts().is_empty()),
            "{text}"
        );
    }
    let twice = decline_name(&name("Иванова Анна Петровна-Сергеевна"), None).unwrap();
    assert!(!twice.doubts().is_empty());
    assert_eq!(twice.full(Case::Dative), "Ивановой Анне Петровна-Сергеевна");
    for text in ["Мусин-Пушкин Иван Ильич", "Кара-Мурза Анна Ильинична"]
    {
        assert!(decline_name(&name(text), None).is_ok(), "{text}");
    }
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
    for (text, gender) in [
        ("Шевчук Иван", Gender::Masculine),
        ("Цой Юлия", Gender::Feminine),
        ("Мельник Юрий", Gender::Masculine),
        ("Шмидт Анна Мария", Gender::Feminine),
        ("Калина Ольга", Gender::Feminine),
    ] {
        assert_eq!(gender_of(&name(text)), Ok(gender), "{text}");
    }
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
    for text in ["Иванов Мария", "Вишневская Иван"] {
        let refusal = decline_name(&name(text), None).unwrap_err();
        let is_so = matches!(refusal, Refusal::SurnameAgainstGiven { .. });
        assert!(is_so, "{text}: {}", refusal.text());
    }
    let refusal = decline_name(&name("Ким Иван Петровна"), None).unwrap_err();
    assert_eq!(
        refusal.text(),
        "имя «Иван» и отчество «Петровна» говорят о разном поле"
    );
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
        "Гриффин",
        "Баша",
        "Гуца",
        "Деркача",
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
fn a_first_name_in_front_is_doubted_or_asked_about() {
    let declined = |text: &str| decline_name(&PersonName::parse(text).unwrap(), None);
    for text in ["Мария Гордеева", "Ирина Ким"] {
        let doubts = declined(text).unwrap();
        assert!(doubts.doubts().contains(&&Doubt::GivenFirst), "{text}");
    }
    for text in [
        "Олег Петров",
        "Вера Холл",
        "Иван Иванович Швец",
        "Тарас Шевченко",
    ] {
        assert_eq!(declined(text), Err(Refusal::GivenFirst), "{text}");
    }
    for text in ["Ким Роман", "Роман Ольга", "Роман О.", "Тарас Анна-Мария"]
    {
        let is_told = match declined(text) {
            Ok(declined) => declined.doubts().contains(&&Doubt::GivenFirst),
            Err(refusal) => refusal == Refusal::GivenFirst,
        };
        assert!(!is_told, "{text}");
    }
}

#[test]
fn a_slip_in_a_first_name_and_what_usage_wavers_about_are_doubted() {
    let first = |text: &str| decline_part(Part::First, text, Some(Gender::Feminine)).unwrap();
    assert!(first("Мариа").doubt.is_some() && first("Юлиа").doubt.is_some());
    assert_eq!(first("Ноа").doubt, None);
    let surname = |text: &str| decline_part(Part::Surname, text, Some(Gender::Masculine)).unwrap();
    for text in ["Пётр", "Павел", "Рахмонзода"] {
        assert!(surname(text).doubt.is_some(), "{text}");
    }
    assert_eq!(surname("Павел").form(Case::Genitive), "Павла");
}

#[test]
fn letters_made_of_two_characters_are_joined() {
    assert_eq!(surname("Цои\u{306}").unwrap().form(Case::Genitive), "Цоя");
}

/// Surnames that are common words: what the word loses or takes is asked about, what it is for certain
/// is not.
#[test]
fn surnames_that_are_words_are_declined_as_such_or_doubted() {
    let surely = |text: &str, gender| {
        let declined = decline_part(Part::Surname, text, Some(gender)).unwrap();
        assert_eq!(declined.doubt, None, "{text}");
        [Case::Genitive, Case::Instrumental].map(|case| declined.form(case).to_owned())
    };
    for (text, genitive, instrumental) in [
        ("Третий", "Третьего", "Третьим"),
        ("Рыбачий", "Рыбачьего", "Рыбачьим"),
        ("Горячий", "Горячего", "Горячим"),
        ("Хорунжий", "Хорунжего", "Хорунжим"),
        ("Куцый", "Куцего", "Куцым"),
        ("Козодой", "Козодоя", "Козодоем"),
        ("Водомой", "Водомоя", "Водомоем"),
        ("Конвой", "Конвоя", "Конвоем"),
        ("Молодой", "Молодого", "Молодым"),
        ("Береговой", "Берегового", "Береговым"),
        ("Лесной", "Лесного", "Лесным"),
    ] {
        let found = surely(text, Gender::Masculine);
        assert_eq!(found, [genitive, instrumental]);
    }
    for (text, genitive, instrumental) in [
        ("Третья", "Третьей", "Третьей"),
        ("Медвежья", "Медвежьей", "Медвежьей"),
        ("Хорунжая", "Хорунжей", "Хорунжей"),
        ("Куцая", "Куцей", "Куцей"),
        ("Судья", "Судьи", "Судьёй"),
    ] {
        assert_eq!(surely(text, Gender::Feminine), [genitive, instrumental]);
    }
    for text in [
        "Плетень",
        "Бугор",
        "Багор",
        "Осётр",
        "Лён",
        "Ров",
        "Промысел",
        "Свёкор",
        "Стебель",
        "Бубен",
        "Ёж",
        "Чертёж",
        "Столбец",
        "Голландец",
        "Перешеек",
        "Гражданин",
        "Рыболов",
        "Кулич",
        "Прудкой",
        "Ма",
        "Ха",
        "Ля",
        "Тля",
    ] {
        assert!(surname(text).unwrap().doubt.is_some(), "{text}");
    }
    let form = |text: &str| surname(text).unwrap().form(Case::Genitive).to_owned();
    for (text, genitive) in [
        ("Плетень", "Плетня"),
        ("Осётр", "Осетра"),
        ("Лён", "Льна"),
        ("Заём", "Займа"),
        ("Столбец", "Столбца"),
        ("Ма", "Ма"),
    ] {
        assert_eq!(form(text), genitive);
    }
    let given = decline_part(Part::First, "На", Some(Gender::Feminine)).unwrap();
    assert_eq!(given.form(Case::Genitive), "На");
    assert!(given.doubt.is_some());
}
