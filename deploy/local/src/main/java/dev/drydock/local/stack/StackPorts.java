package dev.drydock.local.stack;

import dev.drydock.local.Ports;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Ports of one stack: the same as last time while they are free or ours, else others. */
record StackPorts(StackState state, PortReservations reservations, Path folder) {
  private static final List<String> SERVERS =
      List.of("postgresql", "kafka", "kafka-controller", "object-store");

  /** What it returns no other command of this user chooses while this one runs. */
  Map<String, Integer> choose() {
    return reservations.reserve(folder.toString(), this::choose);
  }

  private Map<String, Integer> choose(Set<Integer> reserved) {
    var chosen = new TreeMap<String, Integer>();
    var taken = new HashSet<>(reserved);
    for (var server : SERVERS) {
      chosen.put(server, choose(server, 0, taken));
    }
    for (var service : Service.ALL) {
      chosen.put(service.label(), choose(service.label(), service.usualPort(), taken));
    }
    return chosen;
  }

  private int choose(String name, int usual, Set<Integer> taken) {
    int remembered = state.ports().getOrDefault(name, usual);
    if (remembered > 0 && (isOurs(name) || Ports.isFree(remembered)) && taken.add(remembered)) {
      return remembered;
    }
    int port = Ports.free();
    while (!taken.add(port)) {
      port = Ports.free();
    }
    return port;
  }

  /** Its process still runs, so the port is in use by it. */
  private boolean isOurs(String name) {
    var process =
        name.equals("kafka-controller") ? "kafka" : name.replace("object-store", "object store");
    var started = state.processes().get(process);
    return started != null && started.process().isPresent();
  }
}
