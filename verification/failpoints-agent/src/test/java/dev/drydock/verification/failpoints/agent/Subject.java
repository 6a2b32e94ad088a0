package dev.drydock.verification.failpoints.agent;

import java.util.ArrayList;
import java.util.List;

/** What the tests weave. */
public class Subject implements Port {
  private final List<String> done = new ArrayList<>();

  @Override
  public int work(int by) {
    done.add("work " + by);
    return by + 1;
  }

  /** Calls {@link #work}, so that it is among the callers. */
  public static final class Caller {
    private Caller() {}

    /** Through the port. */
    public static int call(Port port) {
      return port.work(5);
    }
  }

  @Override
  public List<String> done() {
    return done;
  }
}
