package dev.drydock.verification.failpoints;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What became of one case; a line of {@code results.jsonl}.
 *
 * @param id the case's
 * @param seconds from arming to the end of the upgrade and its checks
 * @param upgrade the last one that ran with the failpoint armed
 * @param states how many tenants ended in which state
 * @param remarks the violations, or why it was not reached
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record CaseResult(
    String id,
    Outcome outcome,
    double seconds,
    String upgrade,
    String states,
    List<String> remarks) {
  CaseResult {
    remarks = List.copyOf(remarks);
  }

  enum Outcome {
    PASSED,
    /** The failpoint did not fire, so nothing was shown. */
    NOT_REACHED,
    /** It did not fire, and the list of such points says why. */
    EXPLAINED,
    VIOLATION
  }
}
