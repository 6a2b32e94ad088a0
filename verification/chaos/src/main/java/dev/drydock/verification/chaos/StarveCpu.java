package dev.drydock.verification.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Busy processes, several for each processor. */
final class StarveCpu implements Fault {
  private static final int FOR_EACH_PROCESSOR = 3;

  private final List<Process> busy = new ArrayList<>();

  @Override
  public String kind() {
    return "cpu";
  }

  @Override
  public String target() {
    return "machine";
  }

  @Override
  public String inject(Bench bench) {
    int processes = FOR_EACH_PROCESSOR * Runtime.getRuntime().availableProcessors();
    try {
      for (int i = 0; i < processes; i++) {
        busy.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!busy.stream().allMatch(Process::isAlive)) {
      throw new NotInjected(this, "a busy process has ended");
    }
    return processes + " busy processes";
  }

  @Override
  public void heal(Bench bench) {
    busy.forEach(Process::destroyForcibly);
    busy.clear();
  }
}
