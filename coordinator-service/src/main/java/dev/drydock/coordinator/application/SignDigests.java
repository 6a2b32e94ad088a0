package dev.drydock.coordinator.application;

import dev.drydock.coordinator.application.DueDigests.Due;
import jakarta.enterprise.context.ApplicationScoped;

/** Signs the heads of the hash chains of every upgrade that has ended. */
@ApplicationScoped
public class SignDigests {
  private static final int AT_ONCE = 4;
  private final DueDigests dueDigests;
  private final Digests digests;

  public SignDigests(DueDigests dueDigests, Digests digests) {
    this.dueDigests = dueDigests;
    this.digests = digests;
  }

  /**
   * Written at least once per end; a store that does not answer is asked again later, and no lock
   * is held while it is asked.
   */
  public void due() {
    for (var id : dueDigests.ids(AT_ONCE)) {
      dueDigests.read(id).ifPresent(this::sign);
    }
  }

  private void sign(Due due) {
    digests.write(due.upgrade(), due.chainHeads());
    dueDigests.written(due.upgrade());
  }
}
