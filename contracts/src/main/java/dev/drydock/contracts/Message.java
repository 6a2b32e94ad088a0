package dev.drydock.contracts;

/**
 * An envelope and what it carries: a {@link Command}, a {@link Result}, a {@link Progress} or an
 * {@link Event}.
 */
public record Message<T>(Envelope envelope, T data) {}
