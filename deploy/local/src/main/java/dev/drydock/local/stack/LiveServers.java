package dev.drydock.local.stack;

import dev.drydock.local.LocalServerFailure;
import java.nio.file.Path;
import java.util.List;

/** Looks for servers whose command lines name a folder, whoever started them. */
final class LiveServers {
  private static final List<String> PROGRAMS = List.of("/java", "/postgres");

  private LiveServers() {}

  /**
   * @throws LocalServerFailure naming the PID of a server that works on one of the folders
   */
  static void refuse(List<Path> folders) {
    ProcessHandle.allProcesses()
        .filter(process -> isServer(process) && names(process, folders))
        .findFirst()
        .ifPresent(process -> {
          throw new LocalServerFailure(
              "process %d still works on this data and could not be ended; nothing was deleted"
                  .formatted(process.pid()));
        });
  }

  private static boolean isServer(ProcessHandle process) {
    var program = commandLine(process).split(" ", 2)[0];
    return PROGRAMS.stream().anyMatch(program::endsWith) && process.isAlive();
  }

  private static boolean names(ProcessHandle process, List<Path> folders) {
    var line = commandLine(process);
    return folders.stream().anyMatch(folder -> line.contains(folder + "/"));
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }
}
