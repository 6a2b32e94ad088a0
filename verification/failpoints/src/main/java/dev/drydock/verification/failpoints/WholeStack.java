package dev.drydock.verification.failpoints;

import dev.drydock.verification.fleet.judgement.Invariants;
import java.time.Duration;
import java.util.List;

/** All that is promised, judged when the cases of a stack are over. */
final class WholeStack {
  /** What a killed worker left behind is swept when it is 30 s old. */
  private static final Duration QUIET = Duration.ofSeconds(75);

  private static final int COPIES = 2;

  private WholeStack() {}

  static List<String> violations(Stand stand) {
    stand.control().disarm();
    stand.startWhatHasEnded();
    stand.observer().quietDown(QUIET);
    stand.fleet().close();
    stand.observer().lookAtProcesses();
    return Invariants.judge(stand.observer().observe(COPIES, 1));
  }
}
