; The installer: for one user, without an administrator, in Russian. `/S` installs in silence, `/D=folder` elsewhere.
; release/windows/pack tells it VERSION, FROM (the executables), PARTS (the texts) and OUT.

; As the program itself: where this does not start, the program would not either.
Target amd64-unicode
Unicode true
SetCompressor /SOLID lzma
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user

!include MUI2.nsh
!include LogicLib.nsh
!include WordFunc.nsh
!include WinMessages.nsh
!include FileFunc.nsh
!include WinVer.nsh

!define NAME "Наставник"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Nastavnik"
!define MENU "Software\Classes\Directory\shell\Nastavnik"
!define MENU_INSIDE "Software\Classes\Directory\Background\shell\Nastavnik"
; Longer values of the registry NSIS cannot read, and what it cannot read it must not write.
!define LONGEST_PATH 900

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Nastavnik"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=1049 "ProductName" "${NAME}"
VIAddVersionKey /LANG=1049 "FileDescription" "Установка программы «${NAME}»"
VIAddVersionKey /LANG=1049 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1049 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1049 "LegalCopyright" "MIT или Apache-2.0"

!define MUI_ICON "nastavnik.ico"
!define MUI_UNICON "nastavnik.ico"
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_FINISHPAGE_RUN "$INSTDIR\${NAME}.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Открыть «${NAME}»"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Russian"

; The path of the user's programs as it is written, into $0; $1 is «no» where it must be left alone.
!macro READ_PATH
  StrCpy $1 "yes"
  ReadRegStr $0 HKCU "Environment" "Path"
  ${If} $0 == ""
    ; There is none, or it is too long to be read.
    StrCpy $2 0
    ${Do}
      EnumRegValue $3 HKCU "Environment" $2
      ${If} $3 == "Path"
        StrCpy $1 "no"
      ${EndIf}
      IntOp $2 $2 + 1
    ${LoopUntil} $3 == ""
  ${EndIf}
  StrLen $2 $0
  ${If} $2 > ${LONGEST_PATH}
    StrCpy $1 "no"
  ${EndIf}
!macroend

!macro TELL_PATH
  SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=2000
!macroend

; Whoever works in the program would find it half replaced.
!macro MUST_NOT_RUN
  ${If} ${FileExists} "$INSTDIR\nastavnik.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\nastavnik.exe" a
    ${If} ${Errors}
      MessageBox MB_ICONEXCLAMATION "Программа сейчас работает. Нажмите на ее странице «Завершить» и повторите." /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_ICONEXCLAMATION "Нужна Windows 10 или новее." /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

Section "!Программа и значок в меню «Пуск»"
  SectionIn RO
  !insertmacro MUST_NOT_RUN
  SetOutPath "$INSTDIR"
  File "/oname=${NAME}.exe" "${FROM}/nastavnik-window.exe"
  File "${FROM}/nastavnik.exe"
  File "/oname=Прочти меня.txt" "${PARTS}/readme.txt"
  File "/oname=Лицензии.txt" "${PARTS}/licences.txt"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ; A shortcut starts in the folder that is the current one when it is made.
  SetOutPath "$DOCUMENTS"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${NAME}.exe" "" "" "" "" "" "Документы о наставничестве педагогов"
  SetOutPath "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${NAME}.exe"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
SectionEnd

Section /o "Значок на рабочем столе"
  SetOutPath "$DOCUMENTS"
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${NAME}.exe" "" "" "" "" "" "Документы о наставничестве педагогов"
SectionEnd

Section "«Открыть в Наставнике» в меню папок"
  ; The dot keeps the stroke at the end of a disk's name from taking the quote with it.
  WriteRegStr HKCU "${MENU}" "" "Открыть в Наставнике"
  WriteRegStr HKCU "${MENU}" "Icon" "$INSTDIR\${NAME}.exe"
  WriteRegStr HKCU "${MENU}\command" "" '"$INSTDIR\${NAME}.exe" "%1\."'
  WriteRegStr HKCU "${MENU_INSIDE}" "" "Открыть в Наставнике"
  WriteRegStr HKCU "${MENU_INSIDE}" "Icon" "$INSTDIR\${NAME}.exe"
  WriteRegStr HKCU "${MENU_INSIDE}\command" "" '"$INSTDIR\${NAME}.exe" "%V\."'
SectionEnd

Section "Команда nastavnik в cmd и PowerShell"
  !insertmacro READ_PATH
  ${If} $1 == "yes"
    ; Once is enough.
    ${WordFind} ";$0;" ";$INSTDIR;" "E+1{" $2
    ${If} ${Errors}
      ${If} $0 == ""
        StrCpy $0 "$INSTDIR"
      ${Else}
        StrCpy $0 "$0;$INSTDIR"
      ${EndIf}
      WriteRegExpandStr HKCU "Environment" "Path" "$0"
      !insertmacro TELL_PATH
    ${EndIf}
  ${Else}
    DetailPrint "Список путей PATH слишком длинный; добавьте в него сами: $INSTDIR"
  ${EndIf}
SectionEnd

Section "Uninstall"
  !insertmacro MUST_NOT_RUN
  ; By their names only: what else lies here is the user's.
  Delete "$INSTDIR\${NAME}.exe"
  Delete "$INSTDIR\nastavnik.exe"
  Delete "$INSTDIR\Прочти меня.txt"
  Delete "$INSTDIR\Лицензии.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  ; What the program remembers for itself: the last folders, allowed commands, pages that were open.
  Delete "$APPDATA\nastavnik\*.toml"
  Delete "$APPDATA\nastavnik\pages\*.toml"
  RMDir "$APPDATA\nastavnik\pages"
  RMDir "$APPDATA\nastavnik"
  DeleteRegKey HKCU "${MENU}"
  DeleteRegKey HKCU "${MENU_INSIDE}"
  !insertmacro READ_PATH
  ${If} $1 == "yes"
    ${WordReplace} ";$0;" ";$INSTDIR;" ";" "+" $2
    ${If} $2 != ";$0;"
      StrCpy $2 $2 "" 1
      StrCpy $2 $2 -1
      ${If} $2 == ""
        DeleteRegValue HKCU "Environment" "Path"
      ${Else}
        WriteRegExpandStr HKCU "Environment" "Path" "$2"
      ${EndIf}
      !insertmacro TELL_PATH
    ${EndIf}
  ${EndIf}
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
