package dev.drydock.verification.search;

/** What one service's database knows of the tenant: the highest token, and that token's command. */
final class Queue {
  static final int UNKNOWN = 0;
  static final int QUEUED = 1;
  static final int RUNNING = 2;
  static final int FINISHED = 3;

  int seen;
  int state;
  int takeovers;

  /** ID of the command, or of the outcome once it has finished. */
  int content;

  void copyTo(Queue other) {
    other.seen = seen;
    other.state = state;
    other.takeovers = takeovers;
    other.content = content;
  }

  void accepted(int token, int command) {
    seen = token;
    state = QUEUED;
    takeovers = 0;
    content = command;
  }

  void finished(int fact) {
    state = FINISHED;
    takeovers = 0;
    content = fact;
  }

  /** A token was seen without its command. */
  void raised(int token) {
    if (token > seen) {
      seen = token;
      state = UNKNOWN;
      takeovers = 0;
      content = 0;
    }
  }

  long packed() {
    return (((long) seen << 2 | state) << 2 | takeovers) << 13 | content;
  }

  static final int BITS = 23;

  void unpack(long packed) {
    content = (int) (packed & 0x1fff);
    takeovers = (int) (packed >> 13 & 3);
    state = (int) (packed >> 15 & 3);
    seen = (int) (packed >> 17 & 0x3f);
  }
}
