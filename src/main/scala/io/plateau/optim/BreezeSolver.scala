package io.plateau.optim

import breeze.linalg.DenseVector
import breeze.linalg.norm
import breeze.linalg.operators.DenseVectorSupportMethods
import breeze.linalg.operators.OpMulInner
import breeze.math.MutableFiniteCoordinateField
import breeze.optimize.DiffFunction
import breeze.optimize.FirstOrderMinimizer
import breeze.optimize.LBFGS
import breeze.optimize.OWLQN

/**
 * Runs Breeze's LBFGS, or its OWLQN where some `l1` is positive, one iteration at a time between
 * [[BreezeState]]s. In Scala because Breeze's `DiffFunction` cannot be implemented in Java.
 *
 * @param l1 the penalty of each parameter's absolute value, or null for none
 */
private[optim] final class BreezeSolver(memory: Int, tolerance: Double, l1: Array[Double]) {
  import BreezeSolver._

  private val minimizer: LBFGS[Vec] = {
    // Breeze's default checks, and so those of Spark's MLPC, but for the limit of iterations: the caller counts.
    val check = FirstOrderMinimizer.SequenceConvergenceCheck[Vec](
      IndexedSeq(
        FirstOrderMinimizer.functionValuesConverged(tolerance, relative = true, historyLength = 20),
        FirstOrderMinimizer.gradientConverged(tolerance, relative = true),
        FirstOrderMinimizer.searchFailed))
    if (l1 == null) new LBFGS[Vec](check, memory)
    else new OWLQN[Int, Vec](check, memory, (i: Int) => l1(i))
  }

  private type State =
    FirstOrderMinimizer.State[Vec, minimizer.convergenceCheck.Info, minimizer.History]

  /** The state at `x` before any iteration: one evaluation. */
  def start(f: SmoothFunction, x: Array[Double]): BreezeState =
    outside(minimizer.iterations(new Adapter(f), new DenseVector(x)).next())

  /**
   * One iteration. Where the line search fails, Breeze forgets the memory pairs and tries again, once;
   * both are one iteration here, so that no state lies between them.
   */
  def step(f: SmoothFunction, state: BreezeState): BreezeState = {
    val before = inside(state)
    if (reason(before) != null) outside(before)
    else {
      // Of the iterator, the first element is `before` itself.
      val states = minimizer.infiniteIterations(new Adapter(f, before.x, before.value, before.grad), before).drop(1)
      outside(states.find(s => s.iter > before.iter || s.searchFailed).get)
    }
  }

  private def reason(state: State): String =
    minimizer.convergenceCheck(state, state.convergenceInfo) match {
      case Some(FirstOrderMinimizer.SearchFailed) => "the line search finds no lower value"
      case Some(other) => other.reason
      case None => null
    }

  /** Shares the arrays of Breeze's vectors, which are whole arrays and which nobody overwrites. */
  private def outside(state: State): BreezeState = {
    val pairs = state.history
    new BreezeState(
      state.iter,
      state.value,
      state.adjustedValue,
      state.initialAdjVal,
      state.searchFailed,
      state.x.data,
      state.grad.data,
      state.adjustedGradient.data,
      // The fields are private to Breeze, but a case class gives its elements.
      pairs.productElement(1).asInstanceOf[IndexedSeq[Vec]].map(_.data).toArray,
      pairs.productElement(2).asInstanceOf[IndexedSeq[Vec]].map(_.data).toArray,
      state.convergenceInfo.asInstanceOf[IndexedSeq[Any]](VALUES).asInstanceOf[IndexedSeq[Double]].toArray,
      norm(state.adjustedGradient)(space.normImpl),
      reason(state))
  }

  private def inside(state: BreezeState): State = {
    val info = IndexedSeq[Any](state.recentValues.toIndexedSeq, (), ())
    FirstOrderMinimizer.State[Vec, minimizer.convergenceCheck.Info, minimizer.History](
      new DenseVector(state.x),
      state.value,
      new DenseVector(state.gradient),
      state.adjustedValue,
      new DenseVector(state.adjustedGradient),
      state.iteration,
      state.initialValue,
      LBFGS
        .ApproximateInverseHessian[Vec](memory, vectors(state.steps), vectors(state.gradientChanges))
        .asInstanceOf[minimizer.History],
      info.asInstanceOf[minimizer.convergenceCheck.Info],
      state.searchFailed)
  }

  private def vectors(arrays: Array[Array[Double]]): IndexedSeq[Vec] =
    arrays.iterator.map(new DenseVector(_)).toIndexedSeq
}

private[optim] object BreezeSolver {
  private type Vec = DenseVector[Double]

  /**
   * Breeze's view of a function.
   *
   * @param known a point whose value and gradient need no evaluation, or null
   */
  private[optim] final class Adapter(f: SmoothFunction, known: Vec, value: Double, gradient: Vec)
      extends DiffFunction[Vec] {
    def this(f: SmoothFunction) = this(f, null, Double.NaN, null)

    override def calculate(x: Vec): (Double, Vec) =
      if (known != null && same(x.data, known.data)) (value, gradient)
      else {
        val slope = new Array[Double](x.length)
        (f.value(x.data, slope), new DenseVector(slope))
      }

    /** As `==` of vectors, so that 0 equals −0, but without boxing. */
    private def same(a: Array[Double], b: Array[Double]): Boolean = {
      var i = 0
      while (i < a.length && a(i) == b(i)) i += 1
      i == a.length
    }
  }

  /** The check that remembers the recent function values; the others remember nothing. */
  private val VALUES = 0

  /** Breeze's space but for the dot product, which is always summed in one order, with native BLAS or without. */
  private implicit val space: MutableFiniteCoordinateField[Vec, Int, Double] = {
    // All else that make asks for: the compiler would search Breeze for it, for seconds.
    import DenseVector.space_Double.{dotVV => _, _}
    implicit val dot: OpMulInner.Impl2[Vec, Vec, Double] = (a: Vec, b: Vec) =>
      DenseVectorSupportMethods.dotProduct_Double(a.data, a.offset, b.data, b.offset, a.length)
    MutableFiniteCoordinateField.make[Vec, Int, Double]
  }
}
