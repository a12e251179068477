import { createSampler } from "../../../../core/sampling/sampler.ts";
import { startEngineWorker } from "../../worker/start-engine-worker.ts";

/** The engine's Worker, whose graphics device a test can lose, or have compute wrong (address ending in "?wrong"). */
const { requestDevice } = GPUAdapter.prototype;
GPUAdapter.prototype.requestDevice = async function (this: GPUAdapter, ...args) {
  const device = await requestDevice.apply(this, args);
  addEventListener("message", ({ data }: MessageEvent<{ type: string }>) => {
    if (data.type === "device-lose") device.destroy();
  });
  return device;
};

if (location.search === "?wrong") {
  const { createShaderModule } = GPUDevice.prototype;
  GPUDevice.prototype.createShaderModule = function (this: GPUDevice, { code }) {
    return createShaderModule.call(this, { code: code.replaceAll("inverseSqrt(", "1.01 * inverseSqrt(") });
  };
}

startEngineWorker({
  createSampler,
  startThreadWorker: () => {
    throw new Error("the tests run on one thread");
  },
});
