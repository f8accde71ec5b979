package io.plateau.train;

import io.plateau.math.Word;

/** Stage of a command: a step before or after the rounds of a training, in which a person waits. */
public enum Stage implements Word {
  START("starting Spark"),
  READ("reading"),
  PREPARE("preparing columns"),
  CHECK("checking rows"),
  PACK("packing"),
  CHOOSE("choosing the number of epochs"),
  TRAIN("training"),
  CALIBRATE("calibrating"),
  SAVE("saving the model"),
  EVALUATE("evaluating"),
  PREDICT("predicting"),
  MEASURE("measuring the network"),
  REPORT("writing the report");

  private final String activity;

  Stage(String activity) {
    this.activity = activity;
  }

  /** The activity as it is shown, such as {@code reading}. */
  public String activity() {
    return activity;
  }
}
