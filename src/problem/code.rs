//! The kinds of problem, each with the number that the user sees.

use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The paper is not made.
    Error,
    /// The paper is made, but look at it.
    Warning,
}

/// Declares the kinds of problem: each with its number, its severity and what it is.
macro_rules! codes {
    ($($(#[doc = $meaning:literal])+ $number:literal $name:ident $severity:ident,)+) => {
        /// Kinds of problem. The number is what the user sees and may look up; it never changes its
        /// meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $meaning])+ $name,)+
        }

        impl Code {
            /// Whether it is found by looking over the whole set, not in the entry itself.
            pub fn is_of_the_set(self) -> bool {
                self.number().starts_with('4') && self != Self::OrderOfOtherYear
            }

            /// Whether something that may be a part of the description is not read.
            pub fn is_of_unread(self) -> bool {
                matches!(
                    self,
                    Self::Unreadable
                        | Self::Encoding
                        | Self::OverlookedFile
                        | Self::CapitalFolder
                        | Self::MisplacedFile
                )
            }

            /// Whether it is a slip of the pen in a text.
            pub fn is_slip(self) -> bool {
                self.number().starts_with('5')
                    && !matches!(self, Self::DestroyedText | Self::TooSmall)
            }

            /// In the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Three digits: 0xx files and entries, 1xx values, 2xx people, 3xx forms, 4xx what
            /// does not agree, 5xx slips of the pen and spoilt
            /// letters, 6xx workbooks.
            pub fn number(self) -> &'static str {
                match self {
                    $(Self::$name => $number,)+
                }
            }

            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$name => Severity::$severity,)+
                }
            }
        }
    };
}

codes! {
    /// A file that the project cannot do without is not there.
    "001" MissingFile Error,
    /// A file or folder could not be read from the disk.
    "002" Unreadable Error,
    /// The file is no plain text in any encoding that Russian text is saved in.
    "003" Encoding Error,
    /// The file is not in UTF-8; it was read all the same.
    "004" LegacyEncoding Warning,
    /// A file in the project's folder that the program does not read.
    "005" OverlookedFile Warning,
    /// A folder of the project whose name is written in capitals: not every system reads it.
    "006" CapitalFolder Error,
    /// A file that describes something else than the files of its folder.
    "007" MisplacedFile Error,
    /// The entry does not follow the rules of TOML.
    "010" Syntax Error,
    /// The same key stands twice in one table.
    "011" DuplicateKey Error,
    /// A key that the program does not know; most often a slip of the pen.
    "012" UnknownKey Error,
    /// A key that must be there is not.
    "013" MissingKey Error,
    /// A number where text is expected, text where a list is expected, and so on.
    "014" WrongType Error,
    /// Quotes with nothing between them.
    "015" EmptyValue Error,
    /// A list with nothing in it.
    "016" EmptyList Error,
    /// A day that the calendar does not have.
    "101" BadDate Error,
    /// A period that ends before it starts.
    "102" PeriodReversed Error,
    /// A school year that is not two years running, such as 2026/2027.
    "103" BadSchoolYear Error,
    /// A control character, which no page can show.
    "104" ControlCharacter Error,
    /// A character that no face of the program can draw.
    "105" UndrawableCharacter Error,
    /// A value outside a fixed list.
    "106" UnknownValue Error,
    /// A number or date given both in place and by the file of the order.
    "107" WrittenTwice Error,
    /// A word close to one of those that the form offers; it is printed as it stands.
    "108" NearWord Warning,
    /// Words where a paper has a day or a number; they are printed as they stand.
    "109" WordsForValue Warning,
    /// Words that are no clause where a whole clause of an order is printed.
    "110" NoClause Warning,
    /// A key that stands for nobody in `[staff]`.
    "201" UnknownPerson Error,
    /// A name that is not surname and first name.
    "202" BadName Error,
    /// A person who mentors himself.
    "203" MentorIsMentee Error,
    /// One person named twice in a list.
    "204" RepeatedPerson Error,
    /// Two files for one and the same pair.
    "205" RepeatedPairing Warning,
    /// A name that is no file in `orders`.
    "206" UnknownOrder Error,
    /// A name that is no file in `pairings`.
    "207" UnknownPairing Error,
    /// The rules of cases are not sure of a name or post that a paper needs in an oblique case.
    "208" DoubtfulForm Warning,
    /// A name that a paper needs in an oblique case and the rules cannot decline.
    "209" CannotDecline Error,
    /// There are no forms of this edition.
    "301" UnknownEdition Error,
    /// A block that the form of the program does not have.
    "302" UnknownBlock Error,
    /// A project without any paper to make.
    "303" NothingToMake Warning,
    /// The wording of a form in the project's own folder lacks something.
    "304" BrokenForm Error,
    /// The school's own look cannot be used.
    "305" BrokenStyle Error,
    /// The emblem is no picture that can be printed.
    "306" BrokenImage Error,
    /// A placeholder in the project's own wording that its text does not have, or lacks.
    "307" Placeholder Error,
    /// The project's own wording names what is not there, names it twice, or does not say what it
    /// names.
    "308" UnboundForm Error,
    /// Data for which the project's own wording has no room.
    "309" UnprintedField Warning,
    /// Columns of the project's own wording that do not say what they hold, and are taken in the
    /// order of the built-in form.
    "310" UnnamedColumns Warning,
    /// A day of an activity outside the period of its program or roadmap.
    "401" TermOutsidePeriod Warning,
    /// A period no day of which is in the school year.
    "402" PeriodOutsideYear Warning,
    /// A year named in an activity that the period of its program or roadmap does not have.
    "403" YearOutsidePeriod Warning,
    /// One and the same order with different numbers or dates in different papers.
    "404" OrderDiffers Warning,
    /// No date of the mentor's written consent (Labour Code, art. 351.8).
    "405" NoConsent Warning,
    /// No order that fixes the pair («Основание осуществления функций наставника» of the form).
    "406" NoOrder Warning,
    /// A mentor with more mentees than the school allows.
    "407" TooManyMentees Warning,
    /// The order that fixes the pairs and a pairing do not know of each other.
    "408" PairingOutsideOrder Warning,
    /// A curator who is not one of the deputy heads (regulation, clause 1.5.3).
    "409" CuratorIsNoDeputy Warning,
    /// A program without hours for reflection or consultation (note ** of the form).
    "410" NoReflection Warning,
    /// A task of the program whose block has no activity.
    "411" MissingBlock Warning,
    /// A post where the form asks for a name and the post has only one holder.
    "412" PostForName Warning,
    /// Several programs give their relevance in the same words.
    "413" SharedRelevance Warning,
    /// An activity of the roadmap that ends after the municipal deadline.
    "414" AfterMunicipalDeadline Warning,
    /// A pairing without any activity.
    "415" EmptyProgram Warning,
    /// Somebody who needs a mentor and is in no pairing.
    "416" MenteeWithoutMentor Warning,
    /// A period that is over.
    "417" PeriodExpired Warning,
    /// An order that puts a mentor in his own place, or a mentee in that of his mentor.
    "418" SameMentor Error,
    /// An order that does not say about whom, who or from which day.
    "419" IncompleteOrder Warning,
    /// The mentor's consent is later than the order that rests on it.
    "420" ConsentAfterOrder Warning,
    /// A name with the first name before the surname, or with large and small letters otherwise than
    /// names have.
    "421" StrangeName Warning,
    /// An order that appoints or ends from a day before its own date.
    "422" DayBeforeOrder Warning,
    /// The basis of a pair is an order that fixes no pairs.
    "423" UnfitOrder Warning,
    /// The project has an order that approves the roadmap, and the roadmap names none.
    "424" RoadmapWithoutOrder Warning,
    /// A notice or refusal less than three working days before its effect (Labour Code, art. 351.8).
    "425" ShortNotice Warning,
    /// An additional agreement later than the beginning of the mentoring.
    "426" AgreementLate Warning,
    /// Papers of article 351.8 between the head and himself.
    "427" MentorIsHead Warning,
    /// Papers of article 351.8 for a mentor whose employer is another organisation.
    "428" MentorFromOutside Warning,
    /// A change of mentor after which the papers of article 351.8 are those of the new one only.
    "429" OldMentorsPapers Warning,
    /// An order of results with a pair whose period goes on.
    "430" ResultsTooEarly Warning,
    /// An order that approves or names papers that the project does not have.
    "431" AbsentPaper Warning,
    /// Two orders of one calendar year that bear one number.
    "432" SameNumber Warning,
    /// Initials in place of the first name and patronymic.
    "433" InitialsForName Warning,
    /// A paper that has been signed or issued says otherwise than the description does now.
    "434" GivenOutDiffers Warning,
    /// Papers of article 351.8 written for several mentors at once, or for none.
    "435" SharedLabour Warning,
    /// A consent later than the beginning of the mentoring (Labour Code, art. 351.8).
    "436" ConsentLate Warning,
    /// An order sets payments by agreements, and one mentor of a pair that has them has none.
    "437" NoAgreement Warning,
    /// An order sets payments, and the size and conditions of one are not given.
    "438" NoPay Warning,
    /// Working days counted in a year whose moved days off are not known.
    "439" UnknownCalendar Warning,
    /// A mentor whom an order appoints and of whom the pair says nothing.
    "440" NoMentorship Warning,
    /// An order cites a legal act that had ended by its date, or was not there yet.
    "441" EndedAct Warning,
    /// The edition's papers name places and bodies of another region.
    "442" ForeignPlaces Warning,
    /// A notice or refusal with a day after which no order ends the mentoring or changes the mentor.
    "443" EndWithoutOrder Warning,
    /// Two orders that take one and the same mentor from a pair.
    "444" EndedTwice Error,
    /// An order whose clauses point to a list in which nobody stands.
    "445" EmptyAppendix Warning,
    /// An order, notice or refusal that ends or prolongs what has not begun yet or is over.
    "446" OutOfTurn Warning,
    /// An additional agreement earlier than the consent that it cites.
    "447" AgreementBeforeConsent Warning,
    /// A consent or agreement nearly a year before the mentoring begins.
    "448" PaperOfOtherYear Warning,
    /// An order that fixes pairs which work already.
    "449" LateOrder Warning,
    /// An order that fixes pairs and is dated long before their term, or one that belongs to the year
    /// and is dated after it.
    "450" OrderOfOtherYear Warning,
    /// Activities of a roadmap below its stages and in none of them, or a stage without any.
    "451" OutsideStage Warning,
    /// An order that takes a pair from somebody who never was its mentor.
    "452" StrangeMentor Error,
    /// A mentor and a mentee of one pair who have one name and one post.
    "453" Namesakes Warning,
    /// Two additional agreements of the school that bear one number.
    "454" SameAgreementNumber Warning,
    /// A head who is taught by a decision of his own.
    "455" MenteeIsHead Warning,
    /// A mentor and a mentee who are so in two pairs, or each of the other.
    "456" OverlappingPairs Warning,
    /// An order that leaves open who takes over from whom in a pair.
    "457" UnclearTakeover Warning,
    /// An order about results that counts a program as carried out which another order has ended.
    "458" ResultsOfEnded Warning,
    /// Two members of the staff of one whole name.
    "459" TwiceInStaff Warning,
    /// A notice, a refusal and the order that rests on them, which say different days.
    "460" EndingsDiffer Warning,
    /// Two orders of one kind that approve the same paper.
    "461" ApprovedTwice Warning,
    /// A clause of the user's own about control beside the one that every order has.
    "463" TwoControls Warning,
    /// An order that is signed by who is no head and no deputy.
    "464" StrangeSigner Warning,
    /// Fewer teachers than take part in pairs.
    "465" FewTeachers Warning,
    /// Somebody who is not of the pair, named where its mentee is meant.
    "466" NameOfAnother Warning,
    /// A mentorship of somebody who is no mentor of the pair, and whom no order appoints.
    "470" UnnamedMentorship Warning,
    /// Two days of one consent.
    "471" TwoConsents Warning,
    /// Two numbers of one school in its two names.
    "472" SchoolNumbersDiffer Warning,
    /// Quotation marks that are not closed, or closed twice.
    "501" UnevenQuotes Warning,
    /// Straight and Russian quotation marks in one text.
    "502" MixedQuotes Warning,
    /// «2026г.» without a space.
    "503" GluedYear Warning,
    /// Two spaces running between words.
    "504" DoubledSpace Warning,
    /// A hyphen between spaces, where a dash stands.
    "505" HyphenForDash Warning,
    /// A Latin letter inside a Russian word, or the reverse.
    "506" MixedAlphabets Warning,
    /// What scanning or a foreign keyboard makes of №.
    "507" GarbledNumberSign Warning,
    /// The ministry's распоряжение № Р-145 called another kind of document.
    "508" DecreeMisnamed Warning,
    /// A digit 3 for the letter З in the number of a federal law.
    "509" LawNumber Warning,
    /// One date twice running.
    "510" RepeatedDate Warning,
    /// A list numbered by hand that leaves a number out.
    "511" NumberingGap Warning,
    /// A post with a capital letter, where it stands in the middle of a sentence.
    "512" CapitalPost Warning,
    /// A mark or a line break that has no place in a name or post.
    "513" StrayMark Warning,
    /// A number of the user's own before a text that is numbered anyway.
    "514" OwnNumber Warning,
    /// Straight quotation marks of which it is not plain what opens and what closes.
    "515" UnclearQuotes Warning,
    /// A date written with the number of a paper, which has a place of its own.
    "516" DateInNumber Warning,
    /// A qualification category in a post.
    "517" CategoryInPost Warning,
    /// The name of a person in a post.
    "520" NameInPost Warning,
    /// «учительница» of a man.
    "521" PostOfOtherGender Warning,
    /// Brackets that are not closed, not opened or empty.
    "522" UnevenBrackets Warning,
    /// «№5», «каб.№ 5», «г.Заречный», «урок,беседа» without a space.
    "523" NoSpaceAfterMark Warning,
    /// Quotation marks that are not the Russian ones, or doubled.
    "524" ForeignQuotes Warning,
    /// A heading that begins with a small letter.
    "525" SmallHeading Warning,
    /// A day in a text that no calendar has.
    "526" NoSuchDate Warning,
    /// `{curator.dative}` in a text of the school's own, where nothing fills it.
    "527" PlaceInText Warning,
    /// What stands in a post beside the post: a share, a day, the school; or no post at all.
    "528" BesidesPost Warning,
    /// Letters that a wrong save has made into other signs.
    "530" DestroyedText Error,
    /// Question marks in place of words.
    "531" QuestionMarks Warning,
    /// A number of things that is less than there can be.
    "532" TooSmall Error,
    /// A font file in which no paper can be set.
    "540" DamagedFont Error,
    /// A font of the school's own that no paper is set in.
    "541" UnusedFont Warning,
    /// A workbook that cannot be read: broken, protected, too large.
    "601" BrokenWorkbook Error,
    /// A workbook in which no list was recognised.
    "602" NoList Error,
    /// A cell whose formula failed.
    "603" CellError Error,
    /// A cell that can be understood in two ways.
    "604" UnclearCell Error,
    /// A column of a list that the program does not know and leaves out.
    "605" UnknownColumn Warning,
    /// A row beneath the table that is left out: a signature or a sum.
    "606" BeneathTable Warning,
    /// A sheet, a row or words that are left out: hidden, struck out, of another year or matter.
    "607" LeftOut Warning,
    /// A workbook that was made from another school, or a value changed in it and in the files.
    "608" OtherSource Error,
    /// A column that is hidden and read all the same, for the list says nothing without it.
    "609" HiddenColumn Warning,
    /// Another mentor in the row of a pair that keeps the consent of the former.
    "610" KeptConsent Warning,
    /// A row or a value of the project's own book that is struck out and read all the same.
    "620" StruckRead Warning,
    /// A value that orders of this kind do not have.
    "621" OfAnotherKind Warning,
    /// A row of a plan that may be a title or an activity, and is taken for the one or the other.
    "622" TakenAs Warning,
    /// An edition that a project names and that this computer has nowhere.
    "650" MissingEdition Error,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_codes_are_unique() {
        let mut numbers: Vec<_> = Code::ALL.iter().map(|c| c.number()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), Code::ALL.len());
    }
}
