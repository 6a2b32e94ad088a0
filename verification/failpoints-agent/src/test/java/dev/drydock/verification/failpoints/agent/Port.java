package dev.drydock.verification.failpoints.agent;

import java.util.List;

/** Seen by tests and woven class alike. */
public interface Port {
  /** One more. */
  int work(int by);

  /** What was done. */
  List<String> done();
}
