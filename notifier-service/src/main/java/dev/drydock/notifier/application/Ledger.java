package dev.drydock.notifier.application;

/** The coordinator's ledger: every event, gap-free, from any position. */
public interface Ledger {
  /**
   * @param from where to read; what an earlier page said in {@code next}, 0 for the beginning
   * @throws Unavailable when the coordinator did not answer, or not with a page
   */
  Projections.Page read(long from, int limit);

  /** The ledger could not be read; trying again later helps. */
  final class Unavailable extends RuntimeException {
    /**
     * @param code {@code UNREACHABLE}, {@code HTTP_503}, {@code NO_TOKEN}, {@code BAD_PAGE}, {@code
     *     LEDGER_BEHIND} when it ends before what was read from it: it was put back to an older
     *     copy
     */
    public Unavailable(String code) {
      super(code);
    }
  }
}
