package dev.drydock.cli.command;

import dev.drydock.cli.http.Api;
import dev.drydock.cli.http.Endpoints;
import picocli.CommandLine.Option;

/** Which Drydock to talk to. */
final class ConnectionOptions {
  @Option(
      names = "--name",
      paramLabel = "STACK",
      description =
          "A stack on this machine (default: DRYDOCK_URL and DRYDOCK_TOKEN_FILE, else the one that"
              + " runs)")
  private String name = "";

  Endpoints endpoints() {
    return Endpoints.find(name, System.getenv());
  }

  Api coordinator() {
    var endpoints = endpoints();
    return new Api(endpoints.coordinator(), endpoints.token());
  }

  Api backup() {
    var endpoints = endpoints();
    return new Api(endpoints.backup(), endpoints.token());
  }
}
