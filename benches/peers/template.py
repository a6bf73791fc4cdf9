"""Makes the DOCX template that docxtpl fills: the page of the yardstick as a person would set it in Word, with tags for the data.

`template.py FILE`
"""

import sys

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

FACE = "Liberation Serif"
CENTRE, JUSTIFY, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT
INDENT = Cm(1.25)
COLUMNS = (Cm(1.1), Cm(6.1), Cm(2.6), Cm(4), Cm(2.7))
HEAD = (
    "№ п/п",
    "Блоки работ* и планируемые мероприятия**",
    "Срок исполнения",
    "Планируемый результат",
    "Формат (очный/ дистанционный)",
)
FOOTNOTES = (
    "* Отдельные блоки работ могут не реализовываться, что зависит от цели и задач индивидуальной программы работы.",
    "** Планируемые мероприятия должны включать помимо прочего часы для их анализа (рефлексии) и консультаций.",
)


def element(parent, tag, **attributes):
    """A new WordprocessingML element at the end of another."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    parent.append(made)
    return made


def style(document, name, size, bold=False):
    it = document.styles[name]
    it.font.name, it.font.size, it.font.bold, it.font.italic, it.font.color.rgb = FACE, Pt(size), bold, False, None
    fonts = it.element.rPr.rFonts
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FACE)
    it.paragraph_format.space_before = it.paragraph_format.space_after = Pt(0)
    it.paragraph_format.line_spacing = 1
    return it


def prepare():
    """An empty A4 page with the styles, the page number and the language."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Cm(3), Cm(1.5), Cm(2), Cm(2)
    normal = style(document, "Normal", 12)
    element(normal.element.rPr, "w:lang", val="ru-RU")
    for name, size in (("Title", 14), ("Heading 1", 12)):
        heading = style(document, name, size, bold=True)
        heading.paragraph_format.alignment = CENTRE
        heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(8)
        for border in heading.element.pPr.findall(qn("w:pBdr")):
            heading.element.pPr.remove(border)
    number = section.footer.paragraphs[0]
    number.alignment = CENTRE
    for kind, instruction in (("begin", None), (None, "PAGE"), ("end", None)):
        run = number.add_run()._r
        if instruction:
            element(run, "w:instrText").text = instruction
        else:
            element(run, "w:fldChar", fldCharType=kind)
    return document


def paragraph(document, text, lead="", indent=INDENT, size=None):
    it = document.add_paragraph()
    it.alignment, it.paragraph_format.first_line_indent = JUSTIFY, indent
    if lead:
        it.add_run(lead).bold = True
    run = it.add_run(text)
    run.font.size = size and Pt(size)
    return it


def write(cell, text, align=LEFT, size=None, bold=False, italic=False):
    it = cell.paragraphs[0]
    it.alignment = align
    run = it.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, size and Pt(size)


def underline(cell):
    borders = element(cell._tc.get_or_add_tcPr(), "w:tcBorders")
    element(borders, "w:bottom", val="single", sz="4", space="0", color="auto")


def form_line(document, widths, label, value, hint):
    """A label, a value over a rule and what the rule is for beneath; a third column is left for the pen."""
    table = document.add_table(2, len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    write(table.cell(0, 0), label)
    write(table.cell(0, 1), value, CENTRE)
    for cell in table.rows[0].cells[1:]:
        underline(cell)
    write(table.cell(1, 1).merge(table.cell(1, len(widths) - 1)), f"({hint})", CENTRE, 9)
    document.add_paragraph()


def sign(document, label, value, hint):
    form_line(document, (Cm(3.5), Cm(9), Cm(4)), label, value, hint)
    paragraph(document, "«____» ______________ 20____ г.", indent=None).paragraph_format.space_after = Pt(14)


def note(document):
    document.add_paragraph("Пояснительная записка", "Heading 1")
    paragraph(document, "{%p for text in relevance %}")
    paragraph(document, "{{ text }}", "{% if loop.first %}Актуальность программы. {% endif %}")
    paragraph(document, "{%p endfor %}")
    paragraph(document, "{{ goal }}", "Цель: ")
    paragraph(document, "", "Задачи:")
    paragraph(document, "{%p for text in tasks %}")
    paragraph(document, "{{ loop.index }}) {{ text }}")
    paragraph(document, "{%p endfor %}")
    paragraph(document, "{{ period }}", "Период реализации программы: ")
    paragraph(document, "{%p for text in mode %}")
    paragraph(document, "{{ text }}")
    paragraph(document, "{%p endfor %}")


def tag(table, text):
    """A row that docxtpl takes for a tag around the rows that follow."""
    write(table.add_row().cells[0], f"{{%tr {text} %}}")


def activities(table, whose):
    tag(table, f"for it in {whose}['items']")
    cells = table.add_row().cells
    write(cells[0], "{{ loop.index }}.", CENTRE, 11)
    for cell, key in zip(cells[1:], ("name", "term", "result", "format"), strict=True):
        write(cell, f"{{{{ it.{key} }}}}", size=11)
    tag(table, "endfor")


def plan(document):
    table = document.add_table(1, len(COLUMNS), "Table Grid")
    table.autofit = False
    for cell, text in zip(table.rows[0].cells, HEAD, strict=True):
        write(cell, text, size=11)
    element(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    tag(table, "for block in blocks")
    cells = table.add_row().cells
    write(cells[0].merge(cells[-1]), "Блок {{ block.num }}. {{ block.title }}", CENTRE, 11, bold=True)
    activities(table, "block")
    tag(table, "for part in block.subs")
    cells = table.add_row().cells
    write(cells[0], "{{ part.num }}.", CENTRE, 11)
    write(cells[1].merge(cells[-1]), "{{ part.title }}", size=11, italic=True)
    activities(table, "part")
    tag(table, "endfor")
    tag(table, "endfor")
    for column, width in zip(table.columns, COLUMNS, strict=True):
        column.width = width
    for row in table.rows:
        element(row._tr.get_or_add_trPr(), "w:cantSplit")
        for cell, width in zip(row.cells, COLUMNS, strict=True):
            if cell._tc.grid_span == 1:
                cell.width = width


def program():
    document = prepare()
    approval = paragraph(document, "{{ approval }}", indent=None)
    approval.alignment, approval.paragraph_format.left_indent = LEFT, Cm(8.5)
    document.add_paragraph("{{ title }}", "Title")
    who = "должность, Ф.И.О."
    order = "приказ руководителя общеобразовательной организации с исходящими данными и наименованием"
    for label, value, hint in (
        ("Наставник:", "mentor", who),
        ("Педагог, нуждающийся в наставнике:", "mentee", who),
        ("Основание осуществления функций наставника:", "basis", order),
    ):
        form_line(document, (Cm(4.5), Cm(12)), label, f"{{{{ {value} }}}}", hint)
    note(document)
    document.add_paragraph("План мероприятий", "Heading 1")
    plan(document)
    for text in FOOTNOTES:
        paragraph(document, text, size=10)
    sign(document, "Наставник:", "{{ mentor_fio }}", "ФИО, подпись")
    sign(document, "Согласовано:", "{{ head }}", "должность, ФИО, подпись руководителя")
    sign(document, "Ознакомлен:", "{{ mentee_fio }}", "ФИО, подпись педагога, нуждающегося в наставничестве")
    return document


if __name__ == "__main__":
    program().save(sys.argv[1])
