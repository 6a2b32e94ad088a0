package dev.drydock.notifier.http;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Whoever shows this session ID. */
class SessionRequest extends BaseAuthenticationRequest {
  private final String id;

  SessionRequest(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }
}
