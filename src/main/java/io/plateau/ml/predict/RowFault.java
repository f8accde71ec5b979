package io.plateau.ml.predict;

import io.plateau.engine.shard.Library;
import io.plateau.train.DataException;

/**
 * The error of a task for a row that is not what it must be, as the driver can read it. Spark tells
 * an {@code UnknownReason} of an error whose class it does not find.
 */
final class RowFault {
  private RowFault() {}

  /** The error itself, or one of Java with its words where Spark does not know the library. */
  static RuntimeException of(DataException fault) {
    return Library.isKnown() ? fault : new IllegalArgumentException(fault.toString());
  }
}
