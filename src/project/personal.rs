//! Words that look like something personal: names with a patronymic or a first name, telephones,
//! addresses, numbers of documents. Only for a person to look at: what is found need not be one.

mod addresses;
mod contacts;
mod names;
mod numbers;
mod own;
mod private;
mod word;

use addresses::addresses;
use contacts::{mails, named_pages, pages, spelt_mails};
pub(super) use names::class_follows;
use names::{foreign, latin, names, short, small, spread, surnames, together};
use numbers::{dotted, extensions, named_numbers, numbers, papers, plates, series, spelt};
pub(super) use own::Own;
use private::{beliefs, health, secrets, sums};
use word::{Word, is_unseen, words};

/// What in a text looks personal, as it stands there but in one line.
pub(super) fn personal(text: &str, own: &Own) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let words = words(&letters);
    let mut found: Vec<(usize, usize)> = names(&letters, &words, &own.words);
    found.extend(short(&letters, &words, own));
    found.extend(surnames(&letters, &words, &own.words));
    found.extend(foreign(&letters, &words, &own.words));
    found.extend(spread(&letters));
    found.extend(beliefs(&letters, &words));
    found.extend(sums(&letters, &words));
    found.extend(secrets(&letters, &words));
    found.extend(together(&letters, &words));
    found.extend(small(&letters, &words));
    found.extend(latin(&letters, &words));
    found.extend(mails(&letters));
    found.extend(spelt_mails(&letters));
    found.extend(pages(&letters));
    found.extend(births(&letters, &words));
    found.extend(health(&words));
    found.extend(numbers(&letters));
    found.extend(dotted(&letters));
    found.extend(spelt(&letters, &words));
    found.extend(addresses(&letters, &words));
    found.extend(named_numbers(&letters, &words));
    found.extend(papers(&letters, &words));
    found.extend(series(&letters));
    found.extend(plates(&letters));
    found.extend(extensions(&letters, &words));
    found.extend(named_pages(&letters, &words));
    found.sort_unstable();
    // One place may look personal in two ways.
    found.dedup_by(|next, kept| next.0 < kept.1 && next.1 <= kept.1);
    found
        .into_iter()
        .map(|(start, end)| {
            let quote: String = letters[start..end]
                .iter()
                .filter(|c| !is_unseen(**c))
                .collect();
            quote.split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .collect()
}

/// A day of birth.
fn births(letters: &[char], words: &[Word]) -> Vec<(usize, usize)> {
    const FAR: usize = 20;
    let said = words.iter().filter(|word| {
        word.plain.starts_with("рожден")
            || word.plain.starts_with("родил")
            || word.plain == "гр"
            || word.plain == "род" && letters.get(word.end) == Some(&'.')
    });
    // «15.03.2001 г.р.», «2010 г. р.»
    let after = words.windows(2).filter_map(|two| {
        let [word, next] = two else { return None };
        let between = &letters[word.end..next.start];
        let is_said = word.plain == "г"
            && next.plain == "р"
            && between
                .iter()
                .all(|c| "./".contains(*c) || c.is_whitespace());
        let from = word.start.saturating_sub(FAR);
        let before = letters[from..word.start].iter();
        let figures = before
            .rev()
            .take_while(|c| c.is_ascii_digit() || ".,/".contains(**c) || c.is_whitespace());
        let figures: Vec<&char> = figures.collect();
        let digits = figures.iter().filter(|c| c.is_ascii_digit()).count();
        (is_said && digits >= 2).then_some((word.start - figures.len(), next.end))
    });
    let told = said.filter_map(|word| {
        let end = (word.end + FAR).min(letters.len());
        let figures = letters[word.end..end]
            .iter()
            .rposition(char::is_ascii_digit)?;
        Some((word.start, word.end + figures + 1))
    });
    // «2001 года рождения».
    let of_year = words.windows(2).filter_map(|two| {
        let is_said = two[0].plain.starts_with("год") && two[1].plain.starts_with("рожден");
        let before = letters[..two[0].start].iter().rev();
        let figures = before
            .skip_while(|c| c.is_whitespace())
            .take_while(|c| c.is_ascii_digit());
        (is_said && figures.count() == 4).then(|| (two[0].start.saturating_sub(5), two[1].end))
    });
    told.chain(after).chain(of_year).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let own = Own::new(
            ["Туманов Глеб Аркадьевич"].into_iter(),
            ["Туманов\u{A0}Г.А.", "Туманову\u{A0}Г.А."].into_iter(),
        );
        personal(text, &own).join("; ")
    }

    #[test]
    fn names_of_anybody_are_found_in_any_writing() {
        let mut silent = Vec::new();
        for (text, words) in [
            (
                "Разбор работ ученика Селезнева Тимура Олеговича",
                "Селезнева Тимура Олеговича",
            ),
            ("Помочь Аркадьевичу с журналом", "Помочь Аркадьевичу"),
            ("беседа с Мариной Викторовной", "Мариной Викторовной"),
            ("УЧЕНИК СЕЛЕЗНЕВ ТИМУР ОЛЕГОВИЧ", "СЕЛЕЗНЕВ ТИМУР ОЛЕГОВИЧ"),
            ("ЛИЧНАЯ КАРТА ПЕТРОВОЙ ОЛЬГИ ИВАНОВНЫ", "ОЛЬГИ ИВАНОВНЫ"),
            ("помочь Викторовне с журналом", "Викторовне"),
            ("урок\nКсении\nПетровой", "Ксении Петровой"),
            (
                "Селезнева\u{200B}Тимура Олеговича",
                "СелезневаТимура Олеговича",
            ),
            ("помочь Глебу с журналом", "Глебу"),
            ("ученик 5 «А» Петров Ваня", "Петров Ваня"),
            ("мама Пети Иванова", "Пети Иванова"),
            ("Ученица Маша Иванова", "Маша Иванова"),
            ("помог Лев Кузнецов", "Лев Кузнецов"),
            ("работа, Марат Галиев", "Марат Галиев"),
            ("Магомедов Расул, 5 класс", "Магомедов Расул"),
            ("с Мамедовым Рашидом Ахмед оглы", "Мамедовым Рашидом"),
            ("Айсен Николаев", "Айсен Николаев"),
            ("беседа с учеником Кузнецовым", "Кузнецовым"),
            ("дочь Алёна", "Алёна"),
            ("2001 года рождения", "2001 года рождения"),
            ("диагноз ДЦП", "диагноз"),
            ("у ученика ДЦП", "ДЦП"),
            ("состоит на учете в ПДН", "учете"),
            ("сахарный диабет", "диабет"),
            ("Сидоров П. И. опаздывает", "Сидоров П. И."),
            ("у Кузнецовой М.А. трудности", "Кузнецовой М.А."),
            ("ИВАНОВ П.С.", "ИВАНОВ П.С."),
            ("Федя и Ваня", "Федя и Ваня"),
            ("О’Нил Шон опаздывает", "О’Нил Шон"),
            ("помочь О'Нилу с журналом", "О'Нилу"),
            ("беседа, Ким Чен", "Ким Чен"),
            ("Юна Цой, 5 «А»", "Юна Цой"),
            ("Мельник Тая", "Мельник Тая"),
            ("Бойко Вероника", "Бойко Вероника"),
            ("Анастасия Ткач", "Анастасия Ткач"),
            ("беседа с Петренко", "Петренко"),
            ("успехи Савчука и Саргсяна", "Савчука"),
            ("Данил и Снежана", "Данил и Снежана"),
            ("Иванова М., 5 «А»", "Иванова М."),
            ("Селезнева Т.О., 7Б", "Селезнева Т.О."),
            ("ученика 7 класса Селезнева Т.О.", "Селезнева Т.О."),
            ("И.И. Иванов, отец", "И.И. Иванов"),
            ("Т. Селезнев", "Т. Селезнев"),
            ("Тимур С.", "Тимур С."),
            ("селезнев тимур", "селезнев тимур"),
            ("работа тимура селезнева", "тимура селезнева"),
            ("Seleznev Timur", "Seleznev Timur"),
            ("Ekaterina Petrova", "Ekaterina Petrova"),
            ("Консультация Ковалевой", "Ковалевой"),
            ("Открытый урок Кузнецовой", "Кузнецовой"),
            ("Ковалева", "Ковалева"),
            ("Глеб", "Глеб"),
            ("Глебу помочь", "Глебу"),
            ("Селез-нев Тимур", "Селез-нев Тимур"),
            ("Селезнев-Тимур", "Селезнев-Тимур"),
        ] {
            if !told(text).contains(words) {
                silent.push(format!("{text}: {}", told(text)));
            }
        }
        assert_eq!(silent, Vec::<String>::new());
    }

    #[test]
    fn ways_to_reach_a_person_are_found() {
        let mut silent = Vec::new();
        for (text, words) in [
            ("Телефон +7 900 000-01-34, вечером", "+7 900 000-01-34"),
            ("8(900)000-01-34", "8(900)000-01-34"),
            ("тел. 8 (900) 000-01-34.", "8 (900) 000-01-34"),
            ("Звонить 89000000134.", "89000000134"),
            ("Звонить 8900 0000134.", "8900 0000134"),
            ("8900 000 01 34", "8900 000 01 34"),
            ("т. 22-33-44.", "22-33-44"),
            ("(4722) 22-33-44", "(4722) 22-33-44"),
            ("паспорт 14 05 123456.", "14 05 123456"),
            ("СНИЛС 123-456-789 00.", "123-456-789 00"),
            ("ИНН 312345678901.", "312345678901"),
            ("@savina_math в Telegram", "@savina_math"),
            ("см. https://vk.com/savina_elena", "vk.com/savina_elena"),
            ("savina [at] mail.ru", "savina [at]"),
            ("дата рождения 15.03.2001", "рождения 15.03.2001"),
            ("15.03.2001 г.р.", "15.03.2001"),
            ("род. 15 марта 2001 года", "15 марта 2001"),
            ("ученик 12.03.10 г.\u{A0}р.", "12.03.10 г. р"),
            ("2010 г. р.", "2010 г. р"),
            ("2010 г.р.", "2010 г.р"),
            ("звонить 8/910/123/45/67", "8/910/123/45/67"),
            ("8_910_123_45_67", "8_910_123_45_67"),
            ("тел.: восемь девятьсот десять", "восемь девятьсот десять"),
            ("общежитие № 3, комн. 12", "общежитие № 3, комн. 12"),
            ("309530 Старый Оскол", "309530 Старый"),
            ("dzen.ru/antoxa", "dzen.ru/antoxa"),
            ("инстаграм antoxa_2010", "antoxa_2010"),
            ("Discord antoxa#1234", "antoxa#1234"),
            ("т. 223344", "223344"),
            ("телефон 223344", "223344"),
            ("паспорт серии 1405 номер 123456", "1405 номер 123456"),
            ("серия 14 05 № 123456", "14 05 № 123456"),
            ("карта 2200 1234 5678 9012", "2200 1234 5678 9012"),
            ("счёт 40817810000000000001", "40817810000000000001"),
            ("полис 1234567890123456", "1234567890123456"),
            ("skype: savina.e", "savina.e"),
            ("вк: savina", "savina"),
            ("savina @ mail.ru", "savina @ mail.ru"),
            ("8.910.123.45.67", "8.910.123.45.67"),
            ("тел. 22-33-44", "22-33-44"),
            ("СНИЛС 112-233-445 95", "112-233-445 95"),
            ("паспорт 1414 123456", "1414 123456"),
            (
                "на zoya.ryabinina@pochta.example до среды",
                "zoya.ryabinina@pochta.example",
            ),
            ("по адресу: ул. Садовая, д. 5, кв. 7", "ул. Садовая, д. 5"),
            ("г. Белгород, Народный б-р, 12", "Народный б-р, 12"),
            ("Зеленая улица, дом 5", "Зеленая улица, дом 5"),
            ("пр-т Мира 15-20", "пр-т Мира 15-20"),
            ("д. Ивановка, дом 3", "д. Ивановка, дом 3"),
            ("с. Незнамово, 15", "с. Незнамово, 15"),
            ("пер. Садовый, 3, кв. 4", "пер. Садовый, 3, кв. 4"),
            ("мкр. Солнечный, 5-12", "мкр. Солнечный, 5-12"),
            ("звонить вечером, Солнечный 12-45", "Солнечный 12-45"),
            ("Солнечный 12-45", "Солнечный 12-45"),
            ("семья, Жукова 12/45, после шести", "Жукова 12/45"),
            ("мама, Олимпийский, 7-101.", "Олимпийский, 7-101"),
            ("мкр Солнечный, д. 5", "мкр Солнечный, д. 5"),
            ("Ленинский пр., 7", "Ленинский пр., 7"),
            ("наб. реки Везелки, 10", "наб. реки Везелки, 10"),
            ("ул. 50 лет Октября, 7а", "ул. 50 лет Октября, 7а"),
            ("живет на Садовой, 5", "живет на Садовой, 5"),
            ("Адрес: Народная 12, кв. 3", "Адрес: Народная 12, кв. 3"),
            ("308000, г. Белгород", "308000, г"),
            ("ул. ленина, дом 5", "ул. ленина, дом 5"),
            ("Садовая, д. 5", "Садовая, д. 5"),
            ("УЛ. САДОВАЯ, Д. 5", "УЛ. САДОВАЯ, Д. 5"),
            ("ivanov собака mail.ru", "ivanov собака mail.ru"),
            ("ivanov (dog) yandex точка ru", "ivanov (dog) yandex"),
            ("i v a n o v @ m a i l . r u", "@"),
            ("справка ВК № 12345 от 01.09.2026", "справка ВК № 12345"),
            (
                "свидетельство о рождении II-ЛЕ № 654321",
                "свидетельство о рождении II-ЛЕ № 654321",
            ),
            ("трудовая книжка ТК № 1234567", "книжка ТК № 1234567"),
            ("по доб. 123", "доб. 123"),
        ] {
            if !told(text).contains(words) {
                silent.push(format!("{text}: {}", told(text)));
            }
        }
        assert_eq!(silent, Vec::<String>::new());
    }

    #[test]
    fn what_is_not_personal_is_left_alone() {
        let mut nagged = Vec::new();
        for text in [
            "Неделя химии 12–15 октября: урок по книге А.П. Лугового, опыты, вера в успех; с 14.30 до 15.15, кабинет 214",
            "приказ № 118-ОД от 01.09.2026, 2026/2027 учебный год",
            "Туманов\u{A0}Г.А., Станкевич А.П., С.И. Рабинович",
            "Роман «Война и мир», Петровская ярмарка",
            "с 01.09.2026 по 31.05.2027; 2026-09-01; 10-15 человек",
            "Вера в успех и надежда",
            "Встреча с учениками. Новая школа; Центр «Точка роста», Дом Учителя, День знаний",
            "ученик 5 «А» класса, ученики и родители, семья и школа, Нижний Новгород, Великий Устюг",
            "Основной этап. Духовной жизни; ОСНОВНОЙ ЭТАП НА УРОВНЕ ШКОЛЫ В ДЕРЕВНЕ",
            "первична, обычна; Различна ли оценка",
            "к январю уроки проходят по плану, 15 минут",
            "на улице, ул. без номера",
            "карта наблюдений № 12, серия из 3 уроков, в т. ч. 2 открытых",
            "телефон доверия, паспорт кабинета 2026/2027",
            "урок по повести Тургенева, музей Гагарина, закон Ньютона, день рождения Ленина, имени А. Макаренко",
            "Клуб Наставников, День Защитников Отечества, любовь к Родине; Викторина",
            "возложение цветов на площади Победы 9 мая, улицы города, 12 домов",
            "г. Старый Оскол, 2026; г. Белгород, 12 сентября; г. Старый Оскол, МБОУ «СОШ № 5»",
            "справка по итогам контроля, справка № 12; билет № 5, диплом 2 степени",
            "Дом детского творчества, 2 раза в месяц; дом культуры, 5 занятий",
            "работа IT-кубов, «Точек роста», Интернет-уроков; тур: Ростов, Суздаль",
            "Роман героев и семена огурцов; роман классиков",
            "Google Forms, Microsoft Word",
            "УМК Петерсон Л.Г., линия учебников А. Г. Мерзлякова, авторская программа; семья и школа",
            "сто двадцать три; пять шагов; семь уроков; восемь, девять и десять классов; ведет учет успеваемости",
            "Проспект Мира – наш район; набережная, 3 класса на экскурсии",
            "с. 15, с. 12–14; п. 5, п. 2.1; д. 5; г. 2026",
            "ученики и родители, Станкевич А.П., учащиеся",
            "Уроки 5-9 классов, Точка Роста 12-15 октября; Неделя химии 12-15 чел.; ОГЭ 5-7, Параграфы 5-7",
            "Основной этап 1-2, Математика 5-6; Русский язык 5-9; учебник «Алгебра» 7-9",
            "рассказы О'Генри; труды А.С. Макаренко, поэзия Шевченко; О, Россия; Марковка",
            "Раиса и рай, асы урока; Таят льды, Тайм-менеджмент",
        ] {
            if !told(text).is_empty() {
                nagged.push(format!("{text}: {}", told(text)));
            }
        }
        assert_eq!(nagged, Vec::<String>::new());
    }
}
