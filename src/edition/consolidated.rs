//! What a municipality puts together from its schools: monitoring, coverage, the register of
//! pairings and the banks over all schools, and the letter to each school.

use super::columns::{BankField, ColumnWords, LikenessField, RegisterField, SchoolsField, columns};
use super::places::{CONSOLIDATED, LETTER, LIKENESS, REMARK};
use super::words::{fill, fill_lines, line, lines, one, words};

words! {
    /// `consolidated.toml`.
    struct ConsolidatedForms {
        monitoring: MonitoringWords = one,
        coverage: CoverageWords = one,
        pairings: ConsolidatedRegister = one,
        mentors: ConsolidatedBank = one,
        mentees: ConsolidatedBank = one,
        letter: LetterWords = one,
        remark: RemarkWords = one,
    }

    /// Every school with its figures, and what is alike in several schools.
    struct MonitoringWords {
        file_name: String = line,
        title: String = fill(&CONSOLIDATED),
        subtitle: String = fill(&CONSOLIDATED),
        /// What the tables are, for a screen reader and as the name of a sheet.
        summary: String = line,
        chart: String = line,
        total: String = line,
        column: Vec<ColumnWords<SchoolsField>> = columns,
        note: Vec<String> = fill_lines(&CONSOLIDATED),
        people: LikenessWords = one,
        copies: LikenessWords = one,
        /// What two schools have in common.
        same_name: String = line,
        same_texts: String = fill(&LIKENESS),
        same_people: String = fill(&LIKENESS),
    }

    struct LikenessWords {
        heading: String = line,
        summary: String = line,
        /// Where nothing is alike.
        nothing: String = line,
        column: Vec<ColumnWords<LikenessField>> = columns,
        note: Vec<String> = lines,
    }

    struct CoverageWords {
        file_name: String = line,
        title: String = fill(&CONSOLIDATED),
        subtitle: String = fill(&CONSOLIDATED),
        summary: String = line,
        chart: String = line,
        total: String = line,
        /// Of this a bar of a row is made, a tenth of the whole each, and half of that.
        bar: String = line,
        half_bar: String = line,
        column: Vec<ColumnWords<SchoolsField>> = columns,
        note: Vec<String> = fill_lines(&CONSOLIDATED),
    }

    struct ConsolidatedRegister {
        file_name: String = line,
        title: String = fill(&CONSOLIDATED),
        subtitle: String = fill(&CONSOLIDATED),
        column: Vec<ColumnWords<RegisterField>> = columns,
    }

    struct ConsolidatedBank {
        file_name: String = line,
        title: String = fill(&CONSOLIDATED),
        subtitle: String = fill(&CONSOLIDATED),
        column: Vec<ColumnWords<BankField>> = columns,
    }

    /// The recommendations to one school.
    struct LetterWords {
        file_name: String = fill(&LETTER),
        to: Vec<String> = fill_lines(&LETTER),
        date: String = line,
        number: String = line,
        heading: String = fill(&LETTER),
        opening: Vec<String> = fill_lines(&LETTER),
        /// Before the remarks, and where there are none.
        remarks: String = fill(&LETTER),
        no_remarks: String = fill(&LETTER),
        closing: Vec<String> = fill_lines(&LETTER),
        signer_post: String = line,
    }

    /// What a letter says of one school.
    struct RemarkWords {
        unread: String = fill(&REMARK),
        no_teachers: String = fill(&REMARK),
        coverage: String = fill(&REMARK),
        coverage_by_order: String = fill(&REMARK),
        no_consent: String = fill(&REMARK),
        unready: String = fill(&REMARK),
        person: String = fill(&LIKENESS),
        same_school: String = fill(&LIKENESS),
        same_texts: String = fill(&LIKENESS),
        same_people: String = fill(&LIKENESS),
        error: String = fill(&REMARK),
        warning: String = fill(&REMARK),
        places: String = fill(&REMARK),
    }
}
