package dev.drydock.verification.search;

/** One tenant's database and its row in the server's control database. */
final class Database {
  static final int BITS = 30;

  /** Highest token that the server's fence has let in, and the one inside the database. */
  int serverFence;

  int insideFence;
  boolean keptOut;
  int content;

  /** An intent without a receipt; a receipt of this pass. */
  boolean intent;

  boolean receipt;

  /** Counts swaps, so that a replaced database is noticed. */
  int generation;

  /** Token of the last restore's receipt. */
  int restoredUnder;

  void copyTo(Database other) {
    other.serverFence = serverFence;
    other.insideFence = insideFence;
    other.keptOut = keptOut;
    other.content = content;
    other.intent = intent;
    other.receipt = receipt;
    other.generation = generation;
    other.restoredUnder = restoredUnder;
  }

  /** The copy takes the live database's place, in one transaction with its receipt. */
  void swapped(int copied, int token) {
    content = copied;
    insideFence = token;
    intent = false;
    receipt = false;
    generation = (generation + 1) & 3;
    restoredUnder = token;
  }

  /** Neither a script begun and not finished, nor anything but all of it or nothing of it. */
  boolean wholeOrUntouched() {
    return !intent && (Content.old(content) || Content.migrated(content));
  }

  boolean touched() {
    return intent || !Content.old(content);
  }

  long packed() {
    return ((((((((long) serverFence << 6 | insideFence) << 1 | (keptOut ? 1 : 0)) << Content.BITS
                                        | content)
                                    << 1
                                | (intent ? 1 : 0))
                            << 1
                        | (receipt ? 1 : 0))
                    << 2
                | generation)
            << 6
        | restoredUnder);
  }

  void unpack(long packed) {
    restoredUnder = (int) (packed & 0x3f);
    generation = (int) (packed >> 6 & 3);
    receipt = (packed >> 8 & 1) != 0;
    intent = (packed >> 9 & 1) != 0;
    content = (int) (packed >> 10 & 0x7f);
    keptOut = (packed >> 17 & 1) != 0;
    insideFence = (int) (packed >> 18 & 0x3f);
    serverFence = (int) (packed >> 24 & 0x3f);
  }
}
