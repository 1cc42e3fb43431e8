// @grpc/grpc-js with @grpc/proto-loader: the contract from the .proto files. Arguments: PROTO_DIR HOST:PORT CA-or-empty.
"use strict";
const assert = require("assert");
const fs = require("fs");
const grpc = require("@grpc/grpc-js");
const loader = require("@grpc/proto-loader");

const [protoDir, target, ca] = process.argv.slice(2);
const files = ["auth", "plan", "program", "sak"].map((n) => `omstilling/v1/${n}.proto`);
const options = { keepCase: true, longs: String, enums: String, includeDirs: [protoDir] };
const api = grpc.loadPackageDefinition(loader.loadSync(files, options)).omstilling.v1;
const health = grpc.loadPackageDefinition(loader.loadSync("grpc/health/v1/health.proto", options)).grpc.health.v1;
const errors = loader.loadSync(["google/rpc/status.proto", "google/rpc/error_details.proto"], options);

const credentials = ca
	? grpc.credentials.createSsl(fs.readFileSync(ca))
	: grpc.credentials.createInsecure();

// call(Service, method, request): a promise of the reply.
function call(Service, method, request) {
	const client = new Service(target, credentials);
	const deadline = new Date(Date.now() + 30000);
	return new Promise((resolve, reject) =>
		client[method](request, new grpc.Metadata(), { deadline }, (err, reply) => {
			client.close();
			err ? reject(err) : resolve(reply);
		}));
}

// The google.rpc.ErrorInfo in grpc-status-details-bin.
function errorInfo(err) {
	const [bytes] = err.metadata.get("grpc-status-details-bin");
	assert(Buffer.isBuffer(bytes), "no grpc-status-details-bin");
	const status = errors["google.rpc.Status"].deserialize(bytes);
	assert.strictEqual(status.code, err.code);
	const any = status.details.find((d) => d.type_url === "type.googleapis.com/google.rpc.ErrorInfo");
	assert(any, "no ErrorInfo");
	return errors["google.rpc.ErrorInfo"].deserialize(any.value);
}

async function reads() {
	const programs = await call(api.ProgramService, "ListPrograms", {});
	assert(programs.programmer.some((p) => p.kortnavn === "sel" && p.fase === 3), "Sel in phase 3");

	const reply = await call(api.PlanService, "GetPlan", { plan: "sel/handlingsplan-2021", vedtatt: true });
	assert.strictEqual(reply.plan.tilstand, "vedtatt");
	assert.match(reply.plan.hash, /^[0-9a-f]{64}$/);
	assert.strictEqual(reply.handlingsplan.aar, 2021);
	assert(reply.handlingsplan.omraader.some((o) => o.navn === "Opplevelsesnæring"), "UTF-8 arrives whole");
	const hash = require("crypto").createHash("sha256").update(reply.kanonisk).digest("hex");
	assert.strictEqual(hash, reply.plan.hash, "the canonical bytes hash to what was decided");

	const vedtak = (await call(api.SakService, "ListVedtak", { program: "sel" })).vedtak;
	assert(vedtak.some((v) => v.hash === hash && v.akt === "vedtar"), "the kommunestyre adopted these bytes");
	assert(vedtak.some((v) => v.hash === hash && v.akt === "godkjenner"), "and the county approved them");
}

async function refusal() {
	const err = await call(api.PlanService, "CheckPlan", { plan: "sel/handlingsplan-2021" }).then(
		() => assert.fail("checking a draft without login was answered"), (e) => e);
	assert.strictEqual(err.code, grpc.status.UNAUTHENTICATED, err.message);
	const info = errorInfo(err);
	assert.strictEqual(info.reason, "ikke_innlogget");
	assert.strictEqual(info.domain, "omstilling");
}

async function main() {
	assert.strictEqual((await call(health.Health, "Check", {})).status, "SERVING");
	await reads();
	await refusal();
	console.log("ok");
}

main().catch((e) => {
	console.error(e);
	process.exit(1);
});
