package dev.drydock.verification.corruptions;

import dev.drydock.verification.figures.Verification.NotCarriedOut;

/** Runs cases, one after the other, and leaves the bench as it was. */
final class Cases {
  private final StoredCases stored;
  private final SealedCases sealed;
  private final ControlCases controls;

  Cases(Bench bench) {
    stored = new StoredCases(bench);
    sealed = new SealedCases(bench);
    controls = new ControlCases(bench, sealed);
  }

  Outcome run(Case one) {
    try {
      return switch (one.kind().group()) {
        case CONTROL -> controls.run(one);
        case STORED -> stored.run(one);
        case SEALED -> sealed.run(one);
      };
    } catch (NotCarriedOut e) {
      throw e;
    } catch (RuntimeException e) {
      return new Outcome.Violation("the case could not be carried out", String.valueOf(e));
    }
  }
}
