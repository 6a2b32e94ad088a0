package dev.drydock.verification.chaos;

import java.time.Duration;

/** What a proxy does to what passes it. */
sealed interface Disturbance {
  /** Nothing. */
  record None() implements Disturbance {}

  /** Connections are reset, new ones at once. */
  record Refused() implements Disturbance {}

  /** Connections stay open, nothing passes, in neither direction; it goes on when calm. */
  record HalfOpen() implements Disturbance {}

  /** Everything that passes waits. */
  record Latency(Duration each) implements Disturbance {}

  /** Each connection is reset after so many bytes. */
  record ResetAfter(int bytes) implements Disturbance {}

  /** Each request is answered 503; for HTTP. */
  record Unavailable() implements Disturbance {}
}
