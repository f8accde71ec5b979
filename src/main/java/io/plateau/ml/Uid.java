package io.plateau.ml;

/**
 * Carries a stage's uid past {@code super()}. Spark's constructors create the shared params and ask
 * for {@code uid()} while doing so, when a field of a Java subclass is still null; params without a
 * parent would then belong to no stage.
 *
 * <pre>{@code
 * public Stage(String uid) { this(Uid.hold(uid)); }        // held before super() runs
 * private Stage(Uid held) { super(); uid = held.release(); }
 * public String uid() { return Uid.of(uid); }              // the field, or what is held
 * }</pre>
 */
final class Uid {
  private static final ThreadLocal<Uid> HELD = new ThreadLocal<>();

  private final String value;
  private final Uid outer;

  private Uid(String value, Uid outer) {
    this.value = value;
    this.outer = outer;
  }

  /** Holds a uid for the constructor that this thread is about to enter. */
  static Uid hold(String value) {
    Uid held = new Uid(value, HELD.get());
    HELD.set(held);
    return held;
  }

  /** The uid, no longer held. */
  String release() {
    if (outer == null) {
      HELD.remove();
    } else {
      HELD.set(outer);
    }
    return value;
  }

  /** The field once it is set, until then what this thread holds. */
  static String of(String field) {
    Uid held = field == null ? HELD.get() : null;
    return held == null ? field : held.value;
  }
}
