' Does to workbooks what people do in LibreOffice Calc: a file lists the edits, one on a line, its words parted by tabs.
' The last answer is «done», or what went wrong. After a book is saved, the code of each row, and what is done, are written beside it in the order of the sheets.

Private Book As Object

Sub Run(script As String, answer As String)
  Dim words
  Dim edits As Object
  Dim given As String
  On Error GoTo Fails
  edits = Reader(script)
  Do While Not edits.isEOF()
    given = edits.readLine()
    words = Split(given, Chr(9))
    Select Case words(0)
      Case "load": Book = StarDesktop.loadComponentFromURL(words(1), "_blank", 0, Array(Hidden()))
      Case "sort": SortRows(SheetOf(words(1)), ColumnOf(SheetOf(words(1)), words(2)), words(3) = "up")
      Case "set": PutIn(SheetOf(words(1)), RowOf(SheetOf(words(1)), words(2)), words, 3)
      Case "delete": SheetOf(words(1)).Rows.removeByIndex(RowOf(SheetOf(words(1)), words(2)), 1)
      Case "insert": InsertRow(SheetOf(words(1)), RowOf(SheetOf(words(1)), words(2)), words)
      Case "copy": CopyRow(SheetOf(words(1)), RowOf(SheetOf(words(1)), words(2)), words)
      Case "save": SaveBook(words(1), words(2))
    End Select
  Loop
  edits.closeInput()
  Note(answer, "done")
  StarDesktop.terminate()
  Exit Sub
Fails:
  ' Without a screen the box with the error would wait for ever.
  Note(answer, Error$ & " (" & Err & "), line " & Erl & ": " & given)
  StarDesktop.terminate()
End Sub

Function Hidden() As Object
  Dim value As New com.sun.star.beans.PropertyValue
  value.Name = "Hidden"
  value.Value = True
  Hidden = value
End Function

Function SheetOf(name As String) As Object
  SheetOf = Book.Sheets.getByName(name)
End Function

Function ColumnOf(sheet As Object, head As String) As Long
  Dim i As Long
  Do While sheet.getCellByPosition(i, 0).String <> head
    If i > 200 Then Error 1000
    i = i + 1
  Loop
  ColumnOf = i
End Function

' The first row beneath the last that holds a code or something beside it.
Function RowCount(sheet As Object) As Long
  Dim i As Long
  Dim x As Long
  Dim isFull As Boolean
  i = 1
  Do
    isFull = False
    For x = 0 To 12
      If sheet.getCellByPosition(x, i).String <> "" Then isFull = True
    Next x
    If isFull Then i = i + 1
  Loop While isFull
  RowCount = i
End Function

Function RowOf(sheet As Object, code As String) As Long
  Dim i As Long
  i = 1
  Do While sheet.getCellByPosition(0, i).String <> code
    If i > 2000 Then Error 1000
    i = i + 1
  Loop
  RowOf = i
End Function

' Whole rows, the hidden column among them, as «Данные – Сортировка» does when a cell of the list is chosen.
Sub SortRows(sheet As Object, column As Long, isUp As Boolean)
  Dim fields(0) As New com.sun.star.table.TableSortField
  Dim how(1) As New com.sun.star.beans.PropertyValue
  fields(0).Field = column
  fields(0).IsAscending = isUp
  how(0).Name = "SortFields"
  how(0).Value = fields()
  how(1).Name = "ContainsHeader"
  how(1).Value = False
  sheet.getCellRangeByPosition(0, 1, 60, RowCount(sheet) - 1).sort(how())
End Sub

' «Заголовок=текст» from the word at `first` on.
Sub PutIn(sheet As Object, row As Long, words, first As Long)
  Dim i As Long
  Dim at As Long
  For i = first To UBound(words)
    at = InStr(words(i), "=")
    sheet.getCellByPosition(ColumnOf(sheet, Left(words(i), at - 1)), row).String = Mid(words(i), at + 1)
  Next i
End Sub

' A new row beneath that with a code.
Sub InsertRow(sheet As Object, row As Long, words)
  sheet.Rows.insertByIndex(row + 1, 1)
  PutIn(sheet, row + 1, words, 3)
End Sub

' A copy of a row, beneath it, in which some cells are written over.
Sub CopyRow(sheet As Object, row As Long, words)
  sheet.Rows.insertByIndex(row + 1, 1)
  sheet.copyRange(sheet.getCellByPosition(0, row + 1).CellAddress, sheet.getCellRangeByPosition(0, row, 60, row).RangeAddress)
  PutIn(sheet, row + 1, words, 3)
End Sub

Sub SaveBook(file As String, order As String)
  Dim how(0) As New com.sun.star.beans.PropertyValue
  Dim sheet As Object
  Dim codes As String
  Dim named As Long
  Dim i As Long
  Dim y As Long
  how(0).Name = "FilterName"
  how(0).Value = "Calc MS Excel 2007 XML"
  Book.storeToURL(file, how())
  For i = 0 To Book.Sheets.Count - 1
    sheet = Book.Sheets.getByIndex(i)
    named = NameColumn(sheet)
    For y = 1 To RowCount(sheet) - 1
      codes = codes & sheet.Name & Chr(9) & sheet.getCellByPosition(0, y).String & Chr(9) & sheet.getCellByPosition(named, y).String & Chr(10)
    Next y
  Next i
  Note(order, codes)
  Book.close(True)
End Sub

' The column of what is done; the code's own where there is none.
Function NameColumn(sheet As Object) As Long
  Dim i As Long
  For i = 1 To 12
    If sheet.getCellByPosition(i, 0).String = "Мероприятие" Then NameColumn = i
  Next i
End Function

Sub Note(path As String, words As String)
  Dim files As Object
  Dim stream As Object
  files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  If files.exists(path) Then files.kill(path)
  stream = createUnoService("com.sun.star.io.TextOutputStream")
  stream.setEncoding("UTF-8")
  stream.setOutputStream(files.openFileWrite(path))
  stream.writeString(words)
  stream.closeOutput()
End Sub

Function Reader(path As String) As Object
  Dim stream As Object
  stream = createUnoService("com.sun.star.io.TextInputStream")
  stream.setInputStream(createUnoService("com.sun.star.ucb.SimpleFileAccess").openFileRead(path))
  stream.setEncoding("UTF-8")
  Reader = stream
End Function
