package dev.drydock.verification.search;

/** A message on its way, in twenty bits: command or result, its token, what it says. */
final class Messages {
  private static final int RESULT = 1 << 19;

  static int command(int token, int command) {
    return token << 13 | command;
  }

  static int result(int token, int fact) {
    return RESULT | token << 13 | fact;
  }

  static boolean isResult(int message) {
    return (message & RESULT) != 0;
  }

  static int token(int message) {
    return message >> 13 & 0x3f;
  }

  /** ID of the command or of the fact. */
  static int content(int message) {
    return message & 0x1fff;
  }

  private Messages() {}
}
