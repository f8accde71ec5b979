package io.plateau.onnx;

/** Type of the elements of a tensor. */
public enum ElementType {
  FLOAT(1, "float32"),
  INT64(7, "int64"),
  STRING(8, "object"),
  BOOL(9, "bool"),
  DOUBLE(11, "float64");

  private final int number;
  private final String dtype;

  ElementType(int number, String dtype) {
    this.number = number;
    this.dtype = dtype;
  }

  /** The number in ONNX's TensorProto.DataType. */
  int number() {
    return number;
  }

  /** The name of NumPy's type. */
  String dtype() {
    return dtype;
  }
}
