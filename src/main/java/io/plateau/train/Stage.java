package io.plateau.train;

/** Stage of a command: a step before or after the rounds of a training, in which a person waits. */
public enum Stage {
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

  /** The name under which the seconds of the stage are recorded, such as {@code pack}. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
