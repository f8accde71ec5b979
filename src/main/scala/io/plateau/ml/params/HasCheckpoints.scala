package io.plateau.ml.params

import io.plateau.checkpoint.CheckpointPlan
import io.plateau.engine.RunControl
import io.plateau.train.StopRequest
import java.util.Optional
import org.apache.spark.ml.param.{IntParam, Param}

/** The params by which a fit survives its driver. */
trait HasCheckpoints[E] extends NetworkSettings[E] {
  def checkpointDir(): Param[String] = declared().get("checkpointDir")
  def checkpointInterval(): IntParam = declared().get("checkpointInterval")
  def getCheckpointDir(): String = getOrDefault(checkpointDir())
  def getCheckpointInterval(): Int = getOrDefault(checkpointInterval())
  def setCheckpointDir(value: String): E = `with`(checkpointDir(), value)
  def setCheckpointInterval(value: Int): E = `with`(checkpointInterval(), value)

  /** What the params say: resume from what is there, keep the newest three. */
  def controlByParams(): RunControl = {
    val none = !isDefined(checkpointDir()) || getCheckpointInterval() < 0
    val plan: Optional[CheckpointPlan] =
      if (none) Optional.empty()
      else Optional.of(new CheckpointPlan(getCheckpointDir(), getCheckpointInterval(), Optional.empty(), 3, true))
    new RunControl(plan, new StopRequest())
  }
}
