package dev.drydock.coordinator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drydock.access.Problem;
import dev.drydock.coordinator.application.StoredAnswers;
import dev.drydock.coordinator.application.StoredAnswers.Answer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.POST;
import java.time.Clock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code Idempotency-Key}: the key is reserved, the work done and the answer stored in one
 * transaction, so that a crash leaves all of it or nothing. The same key with the same request is
 * answered with the stored answer, with another request by 409; concurrent ones wait. What was
 * refused is not stored: nothing happened.
 */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 150)
class Idempotency {
  private static final String HEADER = "Idempotency-Key";
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final int TRANSACTION_SECONDS = 120;

  private final StoredAnswers answers;
  private final KeyGate gate;
  private final HttpServerRequest request;
  private final SecurityIdentity caller;
  private final ObjectMapper json;
  private final Clock clock;

  Idempotency(
      StoredAnswers answers,
      KeyGate gate,
      HttpServerRequest request,
      SecurityIdentity caller,
      ObjectMapper json,
      Clock clock) {
    this.answers = answers;
    this.gate = gate;
    this.request = request;
    this.caller = caller;
    this.json = json;
    this.clock = clock;
  }

  @AroundInvoke
  @Nullable Object once(InvocationContext call) throws Exception {
    var key = request.getHeader(HEADER);
    if (key == null || !call.getMethod().isAnnotationPresent(POST.class)) {
      return call.proceed();
    }
    if (!KEY.matcher(key).matches()) {
      throw InvalidRequests.invalid(HEADER, "must be 1 to 255 visible ASCII characters")
          .exception();
    }
    var name = caller.getPrincipal().getName();
    try (var _ = gate.enter(name + ' ' + key)) {
      return inTransaction(call, name, key);
    }
  }

  private @Nullable Object inTransaction(InvocationContext call, String name, String key)
      throws Exception {
    var request = RequestDigest.of(this.request, call.getParameters(), json);
    try {
      return QuarkusTransaction.requiringNew()
          .timeout(TRANSACTION_SECONDS)
          .call(() -> reservedOrReplayed(call, name, key, request));
    } catch (io.quarkus.narayana.jta.QuarkusTransactionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private @Nullable Object reservedOrReplayed(
      InvocationContext call, String name, String key, String request) throws Exception {
    var known = answers.reserve(name, key, request, clock.instant());
    if (known.isPresent()) {
      if (known.get().requestSha256().equals(request)) {
        throw new StoredAnswerReplayed(known.get().answer());
      }
      throw Problem.of("idempotency-key-reused", "The key belongs to another request", 409)
          .detail("This Idempotency-Key was sent with another request; use a new key.")
          .exception();
    }
    var result = call.proceed();
    answers.store(name, key, answerOf(call, result));
    return result;
  }

  private Answer answerOf(InvocationContext call, @Nullable Object result)
      throws JsonProcessingException {
    return AnswerParts.of(call.getMethod(), result).answer(json);
  }
}
