package dev.drydock.local.stack;

import dev.drydock.local.LocalServerFailure;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Runs all of them at once and waits for all; the first failure is thrown when all are done. */
final class InParallel {
  private InParallel() {}

  static void run(List<Runnable> tasks) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = tasks.stream().map(threads::submit).toList();
      for (var future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LocalServerFailure failure
          ? failure
          : new LocalServerFailure(String.valueOf(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalServerFailure("interrupted", e);
    }
  }
}
