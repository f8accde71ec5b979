package io.plateau.engine.shard;

import java.io.Serializable;
import org.apache.spark.SparkEnv;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * The classes of this very jar, which Spark itself does not find where only a session has the jar
 * ({@code addArtifact} of Spark Connect).
 */
public final class Library {
  private static final boolean KNOWN = find();

  private Library() {}

  /** Whether Spark's serializer finds the classes. */
  public static boolean isKnown() {
    return KNOWN;
  }

  private static boolean find() {
    SerializerInstance serializer = SparkEnv.get().serializer().newInstance();
    ClassTag<Object> any = ClassTag$.MODULE$.Object();
    try {
      Object read = serializer.deserialize(serializer.serialize(new Probe(), any), any);
      return read instanceof Probe;
    } catch (Exception e) { // Scala's exceptions are not declared
      return false;
    }
  }

  private static final class Probe implements Serializable {
    private static final long serialVersionUID = 1L;
  }
}
