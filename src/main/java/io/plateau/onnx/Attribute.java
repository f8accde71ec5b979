package io.plateau.onnx;

import io.plateau.store.ProtoWriter;
import java.util.List;

/**
 * Setting of an operator.
 *
 * @param value a Float, an integer, a String, float[], long[] or a list of strings
 */
record Attribute(String name, Object value) {
  /** As an AttributeProto, whose field 20 tells which of the others holds the value. */
  ProtoWriter proto() {
    ProtoWriter proto = new ProtoWriter().text(1, name);
    if (value instanceof Float real) {
      return proto.real(2, real).integer(20, 1);
    } else if (value instanceof Integer || value instanceof Long) {
      return proto.integer(3, ((Number) value).longValue()).integer(20, 2);
    } else if (value instanceof String text) {
      return proto.text(4, text).integer(20, 3);
    } else if (value instanceof float[] reals) {
      for (float real : reals) {
        proto.real(7, real);
      }
      return proto.integer(20, 6);
    } else if (value instanceof long[] wholes) {
      for (long whole : wholes) {
        proto.integer(8, whole);
      }
      return proto.integer(20, 7);
    }
    ((List<?>) value).forEach(text -> proto.text(9, (String) text));
    return proto.integer(20, 8);
  }
}
