package dev.drydock.verification.search;

import dev.drydock.contracts.Step;

/** One execution of a command by a worker, or what is left of one on the server. */
final class Exec {
  /** The outcome is known to the worker and not stored yet. */
  static final int ANSWERING = 15;

  int token;

  /** ID of the command. */
  int command;

  Step step = Step.PREFLIGHT;
  int phase;

  /** Whether its work item is still leased to it: only then can it store an outcome. */
  boolean lease;

  /** Whether it is the one that holds the claim of the present token. */
  boolean claim;

  /** Only its session is left on the server, in the middle of its last statement. */
  boolean orphan;

  /** Its worker is frozen. */
  boolean stalled;

  /** Content of the snapshot or of the copy it has made. */
  int copied;

  /** Which database it found live, by the number of swaps before. */
  int generation;

  /** ID of the outcome, while answering. */
  int outcome;

  Exec copy() {
    var copy = new Exec();
    copy.token = token;
    copy.command = command;
    copy.step = step;
    copy.phase = phase;
    copy.lease = lease;
    copy.claim = claim;
    copy.orphan = orphan;
    copy.stalled = stalled;
    copy.copied = copied;
    copy.generation = generation;
    copy.outcome = outcome;
    return copy;
  }

  /** It does nothing more in the database; only its answer is left. */
  void answers(int fact) {
    phase = ANSWERING;
    outcome = fact;
    copied = 0;
    generation = 0;
  }

  /** Whether it has a session with the tenant's name on the server, which can be ended there. */
  boolean inSession() {
    return switch (step) {
      case QUIESCE, RELEASE -> phase == Fencing.LOCKED;
      case RESTORE -> phase == Restore.SWAPPING;
      case MIGRATE -> phase > 0 && phase < ANSWERING;
      default -> false;
    };
  }

  /** Whether it holds the server's fence of its tenant in an open transaction. */
  boolean locksServer() {
    return inSession() && step != Step.MIGRATE;
  }

  /** Whether it holds the fence inside the tenant's database in an open transaction. */
  boolean locksInside() {
    return step == Step.MIGRATE && phase == Migration.COMMITTING;
  }

  /** Whether the server may go on with its present statement after its client has died. */
  boolean mayBeOrphaned() {
    return switch (step) {
      case QUIESCE, RELEASE, RESTORE -> inSession();
      case MIGRATE -> phase >= Migration.GRANTED && phase < Migration.LOOKING;
      default -> false;
    };
  }

  long packed() {
    return ((((((((((long) token << 11 | command) << 4 | phase) << 1 | bit(lease)) << 1
                                                | bit(claim))
                                            << 1
                                        | bit(orphan))
                                    << 1
                                | bit(stalled))
                            << Content.BITS
                        | copied)
                    << 2
                | generation)
            << 13
        | outcome);
  }

  static Exec unpacked(long packed, Words words) {
    var exec = new Exec();
    exec.outcome = (int) (packed & 0x1fff);
    exec.generation = (int) (packed >> 13 & 3);
    exec.copied = (int) (packed >> 15 & 0x7f);
    exec.stalled = (packed >> 22 & 1) != 0;
    exec.orphan = (packed >> 23 & 1) != 0;
    exec.claim = (packed >> 24 & 1) != 0;
    exec.lease = (packed >> 25 & 1) != 0;
    exec.phase = (int) (packed >> 26 & 15);
    exec.command = (int) (packed >> 30 & 0x7ff);
    exec.token = (int) (packed >> 41);
    exec.step = words.step(exec.command);
    return exec;
  }

  private static int bit(boolean flag) {
    return flag ? 1 : 0;
  }
}
