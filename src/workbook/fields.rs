//! Every sheet and column of the workbook: how it is headed, how schools head it, which key of
//! which file it is.
//!
//! All Russian words that a user reads in a workbook stand here and in `guide`.

/// How a cell and a TOML value stand for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text of one line.
    Line,
    Text,
    /// A list of texts, one on each line of the cell.
    Lines,
    /// Keys of the staff; names in the cell.
    People,
    /// The same, one only.
    Person,
    /// Keys of the staff and free words.
    Responsible,
    /// A key of the staff or a sentence.
    Control,
    /// A day, or text as printed.
    Day,
    /// A day, a span or text as printed.
    When,
    Flag,
    Number,
    /// Words in the cell for words in the file; the first of several for one is written, all are
    /// read.
    Words(&'static [(&'static str, &'static str)]),
    /// A kind of order of the edition.
    OrderKind,
    /// A list of appendices of the edition.
    Appendices,
    /// Names of pairing files; short names of pairs in the cell.
    Pairs,
}

/// What a cell offers to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    Nothing,
    /// Names on the sheet «Сотрудники».
    People,
    /// Short names on the sheet «Пары».
    Pairs,
    /// Names of files on the sheet «Приказы».
    Orders,
    Forms,
    MentoringKinds,
    Models,
    Groups,
    Modes,
    Formats,
    Blocks,
}

#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// As the program heads it.
    pub head: &'static str,
    /// As others do.
    pub also: &'static [&'static str],
    /// Keys from the table of the row, parted by dots; what stands in no file begins with `@`.
    pub path: &'static str,
    pub kind: Kind,
    /// Characters.
    pub width: f64,
    pub offer: Offer,
    pub hint: &'static str,
}

const fn field(
    head: &'static str,
    also: &'static [&'static str],
    path: &'static str,
    kind: Kind,
    width: f64,
    hint: &'static str,
) -> Field {
    Field {
        head,
        also,
        path,
        kind,
        width,
        offer: Offer::Nothing,
        hint,
    }
}

impl Field {
    const fn offer(mut self, offer: Offer) -> Self {
        self.offer = offer;
        self
    }

    /// Whether it is a key of a file, not a help to find the row.
    pub fn is_key(&self) -> bool {
        !self.path.starts_with('@')
    }
}

/// The hidden first column.
pub const CODE: Field = field("код (не менять)", &[], "@code", Kind::Line, 8.0, "");
/// The short name under which other sheets know a pair.
pub const PAIR: &str = "@pair";
pub const MENTOR_POST: &str = "@mentor_post";
pub const MENTEE_POST: &str = "@mentee_post";
pub const ORDER: &str = "@order";
pub const STAGE: &str = "@stage";
pub const STAGE_NUMBER: &str = "@stage_number";
pub const SECTION: &str = "@section";
pub const CLAUSE: &str = "@clause";
pub const LABEL: &str = "@label";
pub const VALUE: &str = "@value";
/// Numbers of rows and the like: known and left alone.
pub const IGNORED: &str = "@ignored";

const GENDERS: Kind = Kind::Words(&[
    ("женский", "f"),
    ("мужской", "m"),
    ("ж", "f"),
    ("м", "m"),
    ("жен", "f"),
    ("муж", "m"),
    ("f", "f"),
    ("m", "m"),
]);
const WORDINGS: Kind = Kind::Words(&[
    ("как в приказе", "official"),
    ("с исправленными описками", "corrected"),
]);
const STANDARDS: Kind = Kind::Words(&[
    ("PDF/A-2a и PDF/UA-1", "a-2a"),
    ("PDF/A-1a", "a-1a"),
    ("обычный PDF", "plain"),
]);
const LEVELS: Kind = Kind::Words(&[
    ("образовательная организация", "organization"),
    ("муниципальный орган", "municipality"),
]);
const ROADMAP_FORMS: Kind = Kind::Words(&[
    ("карта организации", "roadmap"),
    ("муниципальная карта", "municipal-roadmap"),
]);
const DATE_HINT: &str = "Дата: 01.09.2026";
const ORDER_HINT: &str = "Имя приказа с листа «Приказы». Если приказ готовит не эта программа, впишите его номер и дату в соседние столбцы";
const WHEN_HINT: &str = "Дата 01.09.2026, промежуток «01.09.2026 – 18.09.2026» или слова. Чтобы дата напечаталась цифрами, возьмите ее в кавычки";
pub(super) const NUMBERS: Field = field(
    "№ п/п",
    &["№", "номер п/п", "n п/п", "п/п", "№№", "номер по порядку"],
    IGNORED,
    Kind::Line,
    5.0,
    "",
);

const PAIR_NAME: Field = field(
    "Пара",
    &[
        "пара (кратко)",
        "краткое имя пары",
        "наставническая пара",
        "наставническая пара (группа)",
    ],
    PAIR,
    Kind::Line,
    26.0,
    "Короткое имя пары: под ним она стоит на листах «Записки» и «Мероприятия». Для новой пары впишите фамилии через тире",
);

/// Sheets of the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetKind {
    Pairs,
    Notes,
    Activities,
    Staff,
    Roadmap,
    Orders,
    Clauses,
    Regulation,
    Organization,
}

impl SheetKind {
    /// Whether its rows are a list within a file.
    pub fn is_list(self) -> bool {
        matches!(
            self,
            Self::Activities | Self::Roadmap | Self::Clauses | Self::Regulation
        )
    }
}

#[derive(Debug)]
pub struct SheetWords {
    pub kind: SheetKind,
    pub name: &'static str,
    /// Without the code.
    pub fields: &'static [Field],
    /// A list must have these columns to be taken for one of this kind.
    pub needed: &'static [&'static str],
}

pub const SHEETS: [SheetWords; 9] = [
    SheetWords {
        kind: SheetKind::Pairs,
        name: "Пары",
        fields: PAIRS,
        needed: &["mentors", "mentees"],
    },
    SheetWords {
        kind: SheetKind::Notes,
        name: "Записки",
        fields: NOTES,
        needed: &[PAIR],
    },
    SheetWords {
        kind: SheetKind::Activities,
        name: "Мероприятия",
        fields: ACTIVITIES,
        needed: &[PAIR, "name"],
    },
    SheetWords {
        kind: SheetKind::Staff,
        name: "Сотрудники",
        fields: STAFF,
        needed: &["name", "position"],
    },
    SheetWords {
        kind: SheetKind::Roadmap,
        name: "Дорожная карта",
        fields: ROADMAP,
        needed: &["name"],
    },
    SheetWords {
        kind: SheetKind::Orders,
        name: "Приказы",
        fields: ORDERS,
        needed: &[ORDER, "kind"],
    },
    SheetWords {
        kind: SheetKind::Clauses,
        name: "Пункты приказов",
        fields: CLAUSES,
        needed: &[ORDER, "text"],
    },
    SheetWords {
        kind: SheetKind::Regulation,
        name: "Положение",
        fields: REGULATION,
        needed: &["number", "text"],
    },
    SheetWords {
        kind: SheetKind::Organization,
        name: "Организация",
        fields: ORGANIZATION_COLUMNS,
        needed: &[LABEL, VALUE],
    },
];

/// Name of the sheet that says how to fill in the others.
pub const GUIDE_SHEET: &str = "Как заполнять";
/// Name of the hidden sheet with the version of this shape.
pub const SERVICE_SHEET: &str = "_служебный";
pub const FORMAT_VERSION: u32 = 1;

pub fn words(kind: SheetKind) -> &'static SheetWords {
    SHEETS.iter().find(|s| s.kind == kind).unwrap_or(&SHEETS[0])
}

const PAIRS: &[Field] = &[
    NUMBERS,
    PAIR_NAME,
    field(
        "Наставник",
        &[
            "наставники",
            "фио наставника",
            "фио наставников",
            "фио педагога-наставника",
            "педагог-наставник",
            "наставник фио",
            "фамилия имя отчество наставника",
            "наставник (фио)",
        ],
        "mentors",
        Kind::People,
        32.0,
        "Фамилия, имя, отчество. Выберите из списка сотрудников; нескольких пишите с новой строки (Alt+Enter)",
    )
    .offer(Offer::People),
    field(
        "Должность наставника",
        &["наставник должность", "должность педагога-наставника"],
        MENTOR_POST,
        Kind::Line,
        24.0,
        "Должность нового сотрудника; у тех, кто есть на листе «Сотрудники», не нужна",
    ),
    field(
        "Наставляемый",
        &[
            "наставляемые",
            "фио наставляемого",
            "фио наставляемых",
            "наставляемый фио",
            "молодой специалист",
            "фио молодого специалиста",
            "молодой педагог",
            "фио молодого педагога",
            "фамилия имя отчество наставляемого",
            "педагог",
            "стажер",
            "молодые специалисты",
            "молодой специалист фио",
            "подшефный",
        ],
        "mentees",
        Kind::People,
        32.0,
        "Фамилия, имя, отчество. Выберите из списка сотрудников; нескольких пишите с новой строки (Alt+Enter)",
    )
    .offer(Offer::People),
    field(
        "Должность наставляемого",
        &["наставляемый должность", "должность молодого специалиста", "молодой специалист должность"],
        MENTEE_POST,
        Kind::Line,
        24.0,
        "Должность нового сотрудника",
    ),
    field("Форма наставничества", &["форма"], "form", Kind::Line, 24.0, "Форма по пункту 1.17 положения").offer(Offer::Forms),
    field(
        "Вид наставничества",
        &["вид", "вид (тип) наставничества", "тип наставничества"],
        "kind",
        Kind::Line,
        24.0,
        "Вид по пункту 1.18 положения",
    )
    .offer(Offer::MentoringKinds),
    field("Модель", &["модель наставничества"], "model", Kind::Line, 24.0, "Модель формы «педагог-педагог», если выбрана")
        .offer(Offer::Models),
    field(
        "Группа наставляемого",
        &["категория наставляемого", "группа наставляемых"],
        "group",
        Kind::Line,
        24.0,
        "Группа по пункту 1.12 положения",
    )
    .offer(Offer::Groups),
    field("Приказ", &["имя приказа"], "basis.order", Kind::Line, 14.0, ORDER_HINT).offer(Offer::Orders),
    field(
        "Номер приказа",
        &[
            "№ приказа",
            "приказ №",
            "номер приказа о закреплении",
            "приказ номер",
            "№ приказа о закреплении",
            "номер и дата приказа",
            "№ и дата приказа",
            "дата и номер приказа",
            "дата и № приказа",
            "реквизиты приказа",
            "приказ о закреплении",
            "приказ о назначении",
        ],
        "basis.number",
        Kind::Line,
        12.0,
        "Номер текстом: 118-ОД",
    ),
    field("Дата приказа", &["дата приказа о закреплении", "приказ дата", "от"], "basis.date", Kind::Day, 12.0, DATE_HINT),
    field(
        "Название приказа",
        &["приказ (название)", "заголовок приказа"],
        "basis.title",
        Kind::Line,
        24.0,
        "Например: О закреплении наставнических пар (групп)",
    ),
    field("Согласие наставника", &["дата согласия", "дата согласия наставника", "согласие"], "basis.consent", Kind::Day, 12.0, DATE_HINT),
    field(
        "Основание словами",
        &["основание", "основание закрепления"],
        "basis",
        Kind::Text,
        24.0,
        "Если основание – не приказ с номером и датой: печатается как написано",
    ),
    field(
        "Начало",
        &["дата начала", "начало работы", "начало наставничества", "срок начало", "период начало", "период с", "с"],
        "period.from",
        Kind::Day,
        12.0,
        DATE_HINT,
    ),
    field(
        "Окончание",
        &["дата окончания", "конец", "окончание наставничества", "срок окончание", "период окончание", "период по", "по"],
        "period.to",
        Kind::Day,
        12.0,
        DATE_HINT,
    ),
    field(
        "Срок словами",
        &[
            "срок",
            "период",
            "срок наставничества",
            "период наставничества",
            "срок реализации",
            "срок реализации программы",
            "сроки",
            "срок действия",
        ],
        "period",
        Kind::When,
        20.0,
        "Если срок – не от даты до даты: 2026/2027 учебный год",
    ),
    field(
        "Доплата",
        &["оплата", "выплата", "размер выплаты", "размер доплаты"],
        "labour.pay",
        Kind::Line,
        24.0,
        "Размер и условия выплаты наставнику. Если заполнено, готовятся согласие и дополнительное соглашение",
    ),
    field(
        "Номер соглашения",
        &["№ дополнительного соглашения"],
        "labour.agreement.number",
        Kind::Line,
        12.0,
        "Номер дополнительного соглашения",
    ),
    field("Дата соглашения", &["дата дополнительного соглашения"], "labour.agreement.date", Kind::Day, 12.0, DATE_HINT),
    field(
        "Дата уведомления об отмене",
        &[],
        "labour.notice.date",
        Kind::Day,
        12.0,
        "Школа отменяет наставничество досрочно: дата уведомления",
    ),
    field("Отмена со дня", &[], "labour.notice.day", Kind::Day, 12.0, "С какого дня наставничество отменяется"),
    field("Дата отказа наставника", &[], "labour.refusal.date", Kind::Day, 12.0, "Наставник отказывается досрочно: дата отказа"),
    field("Отказ со дня", &[], "labour.refusal.day", Kind::Day, 12.0, "С какого дня наставник отказывается"),
];

/// Part of the same file as the pairs, on a sheet of its own for its long texts.
pub const NOTES: &[Field] = &[
    PAIR_NAME.offer(Offer::Pairs),
    field(
        "Актуальность",
        &["обоснование"],
        "note.relevance",
        Kind::Text,
        60.0,
        "Для кого программа и какие трудности. Абзацы – с новой строки (Alt+Enter)",
    ),
    field(
        "Цель",
        &["цель программы", "цель наставничества"],
        "note.aim",
        Kind::Text,
        40.0,
        "Цель программы",
    ),
    field(
        "Задачи",
        &["задачи программы"],
        "note.tasks",
        Kind::Lines,
        40.0,
        "Каждая задача – с новой строки (Alt+Enter)",
    ),
    field(
        "Взаимодействие",
        &["форма взаимодействия"],
        "note.interaction",
        Kind::Text,
        18.0,
        "индивидуальная, групповая или своими словами",
    ),
    field(
        "Промежуточные результаты",
        &[],
        "note.interim_results",
        Kind::Text,
        40.0,
        "Что получится к середине срока",
    ),
    field(
        "Планируемые результаты",
        &["ожидаемые результаты", "ожидаемый результат"],
        "note.planned_results",
        Kind::Text,
        40.0,
        "Что получится к концу срока",
    ),
    field(
        "График встреч",
        &["график", "расписание встреч"],
        "note.schedule",
        Kind::Text,
        30.0,
        "Когда встречаются наставник и наставляемый",
    ),
    field(
        "Режим работы",
        &["режим"],
        "note.mode",
        Kind::Line,
        14.0,
        "онлайн, очный или смешанный",
    )
    .offer(Offer::Modes),
    field(
        "Условия",
        &["условия реализации", "условия работы"],
        "note.conditions",
        Kind::Text,
        40.0,
        "Кабинет, оборудование, выплаты",
    ),
];

const ACTIVITIES: &[Field] = &[
    NUMBERS,
    PAIR_NAME.offer(Offer::Pairs),
    field(
        "Блок",
        &["блок плана", "номер блока", "раздел плана"],
        "block",
        Kind::Line,
        8.0,
        "Номер блока по форме программы",
    )
    .offer(Offer::Blocks),
    field(
        "Мероприятие",
        &[
            "наименование мероприятия",
            "название мероприятия",
            "мероприятия",
            "содержание",
            "содержание работы",
        ],
        "name",
        Kind::Text,
        56.0,
        "Что делаем",
    ),
    field(
        "Срок",
        &[
            "сроки",
            "срок реализации",
            "срок выполнения",
            "сроки проведения",
            "дата",
            "дата проведения",
            "сроки реализации",
        ],
        "term",
        Kind::When,
        22.0,
        WHEN_HINT,
    ),
    field(
        "Результат",
        &["планируемый результат", "ожидаемый результат", "итог"],
        "result",
        Kind::Text,
        44.0,
        "Что получим; лучше назвать документ",
    ),
    field(
        "Формат",
        &["формат проведения", "форма проведения", "формат реализации"],
        "format",
        Kind::Line,
        14.0,
        "очный, дистанционный или смешанный",
    )
    .offer(Offer::Formats),
];

const STAFF: &[Field] = &[
    NUMBERS,
    field(
        "Фамилия, имя, отчество",
        &[
            "фио",
            "фамилия имя отчество",
            "сотрудник",
            "фио сотрудника",
            "фио педагога",
            "педагог",
            "фио (полностью)",
            "работник",
        ],
        "name",
        Kind::Line,
        40.0,
        "Полностью, в именительном падеже: Иванова Мария Петровна",
    ),
    field(
        "Должность",
        &["занимаемая должность", "должность по штатному расписанию"],
        "position",
        Kind::Line,
        44.0,
        "Как в штатном расписании, с маленькой буквы",
    ),
    field(
        "Место работы",
        &["организация", "место работы (если не у нас)"],
        "organization",
        Kind::Line,
        30.0,
        "Только если человек работает в другой организации",
    ),
    field(
        "Пол",
        &[],
        "gender",
        GENDERS,
        10.0,
        "Нужен, только если пол не виден по отчеству",
    ),
    field(
        "Нужен наставник",
        &["нуждается в наставнике"],
        "needs_mentor",
        Kind::Flag,
        10.0,
        "да – проверка предупредит, если человека нет ни в одной паре",
    ),
    field(
        "Имя: кого? (род.)",
        &[],
        "cases.genitive",
        Kind::Line,
        22.0,
        CASE_HINT,
    ),
    field(
        "Имя: кому? (дат.)",
        &[],
        "cases.dative",
        Kind::Line,
        22.0,
        CASE_HINT,
    ),
    field(
        "Имя: кого? (вин.)",
        &[],
        "cases.accusative",
        Kind::Line,
        22.0,
        CASE_HINT,
    ),
    field(
        "Имя: кем? (твор.)",
        &[],
        "cases.instrumental",
        Kind::Line,
        22.0,
        CASE_HINT,
    ),
    field(
        "Имя: о ком? (предл.)",
        &[],
        "cases.prepositional",
        Kind::Line,
        22.0,
        CASE_HINT,
    ),
    field(
        "Должность: кого? (род.)",
        &[],
        "position_cases.genitive",
        Kind::Line,
        22.0,
        CASE_HINT,
    ),
    field(
        "Должность: кому? (дат.)",
        &[],
        "position_cases.dative",
        Kind::Line,
        22.0,
        CASE_HINT,
    ),
    field(
        "Должность: кого? (вин.)",
        &[],
        "position_cases.accusative",
        Kind::Line,
        22.0,
        CASE_HINT,
    ),
    field(
        "Должность: кем? (твор.)",
        &[],
        "position_cases.instrumental",
        Kind::Line,
        22.0,
        CASE_HINT,
    ),
    field(
        "Должность: о ком? (предл.)",
        &[],
        "position_cases.prepositional",
        Kind::Line,
        22.0,
        CASE_HINT,
    ),
];

const CASE_HINT: &str =
    "Пусто – программа склоняет сама. Заполните, если она предупредила, что не уверена";

const ROADMAP: &[Field] = &[
    NUMBERS,
    field(
        "Номер этапа",
        &[],
        STAGE_NUMBER,
        Kind::Line,
        8.0,
        "Пусто – этапы нумеруются сами",
    ),
    field(
        "Этап",
        &["этапы", "название этапа", "наименование этапа"],
        STAGE,
        Kind::Line,
        24.0,
        "Название этапа; если строка продолжает тот же этап, повторите его или оставьте пусто",
    ),
    field(
        "Раздел",
        &["направление", "направление работы", "блок"],
        SECTION,
        Kind::Line,
        24.0,
        "Раздел этапа, если он есть",
    ),
    field(
        "Мероприятие",
        &[
            "наименование мероприятия",
            "название мероприятия",
            "мероприятия",
            "содержание деятельности",
            "содержание работы",
        ],
        "name",
        Kind::Text,
        56.0,
        "Что делаем",
    ),
    field(
        "Срок",
        &[
            "сроки",
            "срок реализации",
            "сроки реализации",
            "срок выполнения",
            "срок исполнения",
            "сроки проведения",
            "дата",
            "дата проведения",
        ],
        "term",
        Kind::When,
        22.0,
        WHEN_HINT,
    ),
    field(
        "Результат",
        &[
            "планируемый результат",
            "ожидаемый результат",
            "результаты",
            "ожидаемые результаты",
            "вид документа",
            "планируемые результаты",
        ],
        "result",
        Kind::Text,
        44.0,
        "Что получим; лучше назвать документ",
    ),
    field(
        "Ответственный",
        &[
            "ответственные",
            "фио ответственного",
            "ответственный исполнитель",
            "ответственные исполнители",
            "исполнитель",
            "исполнители",
            "ответственные лица",
            "фио ответственного лица",
        ],
        "responsible",
        Kind::Responsible,
        32.0,
        "Имена сотрудников или слова, каждое с новой строки (Alt+Enter)",
    )
    .offer(Offer::People),
];

const ORDERS: &[Field] = &[
    field(
        "Имя приказа",
        &[],
        ORDER,
        Kind::Line,
        16.0,
        "Имя файла латинскими буквами: по нему на приказ ссылается лист «Пары»",
    ),
    field(
        "Вид приказа",
        &[],
        "kind",
        Kind::OrderKind,
        26.0,
        "О чем приказ; «другой» – с вашим текстом на листе «Пункты приказов»",
    ),
    field(
        "Номер",
        &["номер приказа"],
        "number",
        Kind::Line,
        12.0,
        "Номер текстом: 118-ОД. Нет – останется место для записи от руки",
    ),
    field(
        "Дата",
        &["дата приказа"],
        "date",
        Kind::Day,
        12.0,
        DATE_HINT,
    ),
    field(
        "Заголовок",
        &[],
        "heading",
        Kind::Line,
        30.0,
        "Если нужен свой вместо готового",
    ),
    field(
        "Вводная часть",
        &[],
        "preamble",
        Kind::Text,
        40.0,
        "Если нужна своя вместо готовой",
    ),
    field(
        "Только свои пункты",
        &[],
        "own_clauses_only",
        Kind::Flag,
        10.0,
        "да – пункты образца не печатаются",
    ),
    field(
        "Контроль",
        &[],
        "control",
        Kind::Control,
        28.0,
        "Кто контролирует: сотрудник или целая фраза. Пусто – руководитель",
    )
    .offer(Offer::People),
    field(
        "Подписывает",
        &[],
        "signer",
        Kind::Person,
        28.0,
        "Пусто – руководитель",
    )
    .offer(Offer::People),
    field(
        "Исполнитель",
        &[],
        "executor",
        Kind::Text,
        24.0,
        "Отметка об исполнителе: имя и телефон",
    ),
    field(
        "Ознакомлены",
        &[],
        "acquainted",
        Kind::People,
        32.0,
        "Кто ознакомлен под подпись, каждый с новой строки (Alt+Enter)",
    )
    .offer(Offer::People),
    field(
        "Приложения",
        &[],
        "appendices",
        Kind::Appendices,
        22.0,
        "Если нужны не те, что у образца: каждое с новой строки",
    ),
    field(
        "Приложения в том же файле",
        &[],
        "appendices_inside",
        Kind::Flag,
        10.0,
        "да – приложения печатаются вместе с приказом",
    ),
    field(
        "Пары",
        &[],
        "pairings",
        Kind::Pairs,
        26.0,
        "О каких парах приказ, каждая с новой строки",
    )
    .offer(Offer::Pairs),
    field("С какого дня", &[], "day", Kind::Day, 12.0, DATE_HINT),
    field(
        "Новый наставник",
        &[],
        "new_mentors",
        Kind::People,
        28.0,
        "Кто теперь наставник (в приказе о замене)",
    )
    .offer(Offer::People),
    field(
        "Прежний наставник",
        &[],
        "old_mentors",
        Kind::People,
        28.0,
        "Кого заменили, если в паре уже записан новый наставник",
    )
    .offer(Offer::People),
];

const CLAUSES: &[Field] = &[
    field(
        "Имя приказа",
        &[],
        ORDER,
        Kind::Line,
        16.0,
        "Имя с листа «Приказы»",
    )
    .offer(Offer::Orders),
    field(
        "Пункт",
        &[],
        CLAUSE,
        Kind::Line,
        8.0,
        "1, 1.1, 1.1.1 – до четырех уровней",
    ),
    field(
        "Текст",
        &[],
        "text",
        Kind::Text,
        90.0,
        "Текст пункта без номера",
    ),
];

const REGULATION: &[Field] = &[
    field(
        "Раздел",
        &[],
        "section",
        Kind::Number,
        8.0,
        "Номер раздела положения, с первого",
    ),
    field(
        "Номер пункта",
        &[],
        "number",
        Kind::Line,
        10.0,
        "4.4.5. Пункт с таким же номером заменяется",
    ),
    field(
        "Текст",
        &[],
        "text",
        Kind::Text,
        80.0,
        "Текст пункта без номера",
    ),
    field(
        "После пункта",
        &[],
        "after",
        Kind::Line,
        12.0,
        "Новый пункт ставится после этого",
    ),
];

const ORGANIZATION_COLUMNS: &[Field] = &[
    field("Сведения", &["сведение"], LABEL, Kind::Line, 44.0, ""),
    field("Значение", &[], VALUE, Kind::Text, 90.0, ""),
];

/// Rows of the sheet «Организация». Keys of `roadmap.toml` begin with its name.
pub const ORGANIZATION: &[Field] = &[
    field(
        "Полное наименование",
        &["полное наименование организации"],
        "organization.full_name",
        Kind::Line,
        0.0,
        "Точно по уставу, с маленькой буквы",
    ),
    field(
        "Сокращенное наименование",
        &["краткое наименование"],
        "organization.short_name",
        Kind::Line,
        0.0,
        "Тоже по уставу",
    ),
    field(
        "Учредитель",
        &["учредитель для шапки приказа"],
        "organization.parent",
        Kind::Lines,
        0.0,
        "Каждая строка шапки – с новой строки (Alt+Enter)",
    ),
    field(
        "Место",
        &["населенный пункт"],
        "organization.place",
        Kind::Line,
        0.0,
        "г. Старый Оскол",
    ),
    field(
        "Шапка приказа",
        &[],
        "organization.letterhead",
        Kind::Lines,
        0.0,
        "Если нужна своя вместо учредителя и наименований",
    ),
    field(
        "Уровень",
        &[],
        "organization.level",
        LEVELS,
        0.0,
        "Пусто – образовательная организация",
    ),
    field(
        "Руководитель",
        &["директор"],
        "organization.head",
        Kind::Person,
        0.0,
        "Подписывает приказы, согласует программы",
    )
    .offer(Offer::People),
    field(
        "Куратор",
        &["куратор наставничества"],
        "organization.curator",
        Kind::Person,
        0.0,
        "Ведет наставничество",
    )
    .offer(Offer::People),
    field(
        "Учебный год",
        &[],
        "organization.school_year",
        Kind::Line,
        0.0,
        "2026/2027",
    ),
    field(
        "Наименование: кого? (род.)",
        &[],
        "organization.cases.genitive",
        Kind::Line,
        0.0,
        CASE_HINT,
    ),
    field(
        "Наименование: кому? (дат.)",
        &[],
        "organization.cases.dative",
        Kind::Line,
        0.0,
        CASE_HINT,
    ),
    field(
        "Наименование: что? (вин.)",
        &[],
        "organization.cases.accusative",
        Kind::Line,
        0.0,
        CASE_HINT,
    ),
    field(
        "Наименование: чем? (твор.)",
        &[],
        "organization.cases.instrumental",
        Kind::Line,
        0.0,
        CASE_HINT,
    ),
    field(
        "Наименование: о чем? (предл.)",
        &[],
        "organization.cases.prepositional",
        Kind::Line,
        0.0,
        CASE_HINT,
    ),
    field(
        "Редакция форм",
        &[],
        "edition",
        Kind::Line,
        0.0,
        "Менять не нужно",
    ),
    field(
        "Текст форм",
        &[],
        "wording",
        WORDINGS,
        0.0,
        "Слово в слово, как в приказе, или с исправленными описками",
    ),
    field(
        "Печатать пустые блоки программы",
        &[],
        "program.empty_blocks",
        Kind::Flag,
        0.0,
        "да или нет; пусто – нет",
    ),
    field(
        "Печатать пояснения формы",
        &[],
        "program.hints",
        Kind::Flag,
        0.0,
        "да или нет; пусто – да",
    ),
    field(
        "Предел наставляемых у наставника",
        &[],
        "program.most_mentees",
        Kind::Number,
        0.0,
        "Для проверки; пусто – предела нет",
    ),
    field(
        "Стандарт PDF",
        &[],
        "files.standard",
        STANDARDS,
        0.0,
        "Пусто – для долгого хранения и экранного чтения",
    ),
    field(
        "Стандарт PDF кадровых документов",
        &[],
        "files.labour_standard",
        STANDARDS,
        0.0,
        "Если он другой: согласия, соглашения",
    ),
    field(
        "Печатать QR-код",
        &[],
        "files.qr",
        Kind::Flag,
        0.0,
        "да или нет; пусто – нет",
    ),
    field(
        "Ставить кавычки и тире",
        &[],
        "typography",
        Kind::Flag,
        0.0,
        "да или нет; пусто – да",
    ),
    field(
        "Готовить банки, реестр и отчет",
        &[],
        REGISTERS,
        Kind::Flag,
        0.0,
        "да или нет; пусто – нет",
    ),
    field(
        "Педагогов в организации",
        &[],
        "registers.teachers",
        Kind::Number,
        0.0,
        "По этому числу считается охват наставничеством",
    ),
    field(
        "Поля электронной подписи",
        &[],
        "signatures.fields",
        Kind::Flag,
        0.0,
        "да или нет; пусто – нет",
    ),
    field(
        "Команда подписания",
        &[],
        "signatures.command",
        Kind::Lines,
        0.0,
        "Программа и ее параметры, каждый с новой строки (Alt+Enter)",
    ),
    field(
        "Срок подписания, секунд",
        &[],
        "signatures.timeout",
        Kind::Number,
        0.0,
        "Пусто – 120",
    ),
    field(
        "Дорожная карта: начало",
        &[],
        "roadmap:period.from",
        Kind::Day,
        0.0,
        DATE_HINT,
    ),
    field(
        "Дорожная карта: окончание",
        &[],
        "roadmap:period.to",
        Kind::Day,
        0.0,
        DATE_HINT,
    ),
    field(
        "Дорожная карта: срок словами",
        &[],
        "roadmap:period",
        Kind::When,
        0.0,
        "Если срок – не от даты до даты",
    ),
    field(
        "Дорожная карта: муниципальный срок",
        &[],
        "roadmap:municipal_deadline",
        Kind::Day,
        0.0,
        "Последний день муниципальной карты: 25.05.2027",
    ),
    field(
        "Дорожная карта: приказ",
        &[],
        "roadmap:approved.order",
        Kind::Line,
        0.0,
        ORDER_HINT,
    )
    .offer(Offer::Orders),
    field(
        "Дорожная карта: номер приказа",
        &[],
        "roadmap:approved.number",
        Kind::Line,
        0.0,
        "Номер текстом: 112-ОД",
    ),
    field(
        "Дорожная карта: дата приказа",
        &[],
        "roadmap:approved.date",
        Kind::Day,
        0.0,
        DATE_HINT,
    ),
    field(
        "Дорожная карта: форма",
        &[],
        "roadmap:form",
        ROADMAP_FORMS,
        0.0,
        "Пусто – карта организации",
    ),
];

/// Whether the table `[registers]` is there at all.
pub const REGISTERS: &str = "registers";

/// What the sheet «Как заполнять» says.
pub const GUIDE: &[&str] = &[
    "Эта книга – то же самое описание школы, что и файлы TOML. Изменили, сохранили – выполните: nastavnik import ИМЯ_КНИГИ ПАПКА",
    "Перед записью посмотрите, что изменится: nastavnik import ИМЯ_КНИГИ ПАПКА --dry-run",
    "Сначала заполните лист «Сотрудники»: имена с него можно выбирать на остальных листах.",
    "Новая строка – новая пара, сотрудник или мероприятие. Порядок строк – порядок в документах.",
    "Удаленная строка из файлов не исчезнет, пока вы не добавите к команде import параметр --prune.",
    "Несколько человек, задач или ответственных в одной ячейке пишутся с новой строки: Alt+Enter.",
    "Дата пишется так: 01.09.2026. Срок мероприятия можно написать словами: 1 раз в четверть.",
    "Если дата в сроке должна напечататься цифрами, как написана, возьмите ее в кавычки: \"25.04.2026\".",
    "Номера («118-ОД», «4.1») – это текст; ячейки для них уже подготовлены.",
    "Названия столбцов и листов не меняйте. Столбцы можно переставлять, лишние добавлять: их программа не читает.",
    "Скрытый первый столбец и скрытый лист нужны программе, чтобы узнавать строки: не удаляйте их.",
    "Чего нет, того не пишите: в документе останется место для записи от руки.",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::project::known_keys;
    use crate::reader::Shape;

    /// By its last name: a key that the readers learn and the workbook does not would be lost on
    /// the way through Excel.
    #[test]
    fn every_key_of_a_project_has_a_place_in_the_workbook() {
        let fields = SHEETS.iter().flat_map(|s| s.fields).chain(ORGANIZATION);
        let places: BTreeSet<&str> = fields
            .filter_map(|f| f.path.rsplit(['.', ':']).next())
            .collect();
        for (file, keys) in known_keys() {
            for key in keys
                .iter()
                .filter(|k| !matches!(k.shape, Shape::Table | Shape::Tables | Shape::NamedTables))
            {
                let name = key.path.last().map_or("", String::as_str);
                assert!(places.contains(name), "{file}: {}", key.path.join("."));
            }
        }
    }
}
