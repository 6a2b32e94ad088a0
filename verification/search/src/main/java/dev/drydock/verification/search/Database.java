package dev.drydock.verification.search;

/** One tenant's database and its row in the server's control database. */
final class Database {
  static final int BITS = 36;

  /** Highest token that the server's fence has let in, and the one inside the database. */
  int serverFence;

  int insideFence;
  boolean keptOut;

  /** Token under which the present pass began on the server; 0 when it is in none. */
  int pass;

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
    other.pass = pass;
    other.content = content;
    other.intent = intent;
    other.receipt = receipt;
    other.generation = generation;
    other.restoredUnder = restoredUnder;
  }

  /** Whether the tenant is still kept shut by the pass that this backup was taken in. */
  boolean inPassOf(int backup) {
    return pass > 0 && pass <= backup;
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
    long fences = ((long) pass << 6 | serverFence) << 6 | insideFence;
    long kept = (fences << 1 | bit(keptOut)) << Content.BITS | content;
    long journal = (kept << 1 | bit(intent)) << 1 | bit(receipt);
    return (journal << 2 | generation) << 6 | restoredUnder;
  }

  private static int bit(boolean flag) {
    return flag ? 1 : 0;
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
    pass = (int) (packed >> 30 & 0x3f);
  }
}
