package dev.drydock.verification.fleet.judgement;

import java.util.List;

/** No scratch database, upload, session, lock, and nobody quiesced who is finished. */
final class NothingLeft implements Invariant {
  @Override
  public List<String> violations(Observations seen) {
    return seen.orphans().stream().map(each -> each.kind() + ": " + each.name()).toList();
  }
}
