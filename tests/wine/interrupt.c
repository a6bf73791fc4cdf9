/* Starts a command in its own console, waits for a file, presses Ctrl+C there, and ends as the command ends:
   interrupt FILE COMMAND. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

int wmain(int count, wchar_t **words) {
  static wchar_t line[32768];
  STARTUPINFOW start = {.cb = sizeof start};
  PROCESS_INFORMATION child;
  DWORD ended = 99;
  for (int i = 2; i < count; i++) {
    wcscat(line, i > 2 ? L" \"" : L"\"");
    wcscat(line, words[i]);
    wcscat(line, L"\"");
  }
  if (!CreateProcessW(NULL, line, NULL, NULL, FALSE, 0, NULL, NULL, &start, &child)) return 98;
  for (int tries = 0; tries < 6000 && GetFileAttributesW(words[1]) == INVALID_FILE_ATTRIBUTES; tries++) {
    if (WaitForSingleObject(child.hProcess, 10) == WAIT_OBJECT_0) break;
  }
  /* This process hears it too, and must not end by it. */
  SetConsoleCtrlHandler(NULL, TRUE);
  if (!GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0)) return 97;
  if (WaitForSingleObject(child.hProcess, 60000) != WAIT_OBJECT_0) return 96;
  GetExitCodeProcess(child.hProcess, &ended);
  return (int)ended;
}
